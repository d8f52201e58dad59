import { l10n, QuickPickItemKind, window } from "vscode";
import { parseLength } from "./parse-length.ts";

const SCALES = [2, 4, 8];
const LENGTHS = [32_768, 65_536, 131_072, 262_144, 1_048_576];
/** Longer windows than anybody serves; keeps a slip of the finger from becoming a target. */
const LONGEST = 2 ** 27;

/**
 * Asks for a target length: multiples of the pretrained one, usual windows, or a number.
 * @param forget offers to forget an earlier choice: the answer is then "file"
 * @returns tokens, "file", or null when the user thought better of it
 */
export async function pickLength(
  title: string,
  pretrainedLength: number,
  { forget }: { readonly forget: boolean },
): Promise<number | "file" | null> {
  const lengths = new Map(SCALES.map((scale) => [scale * pretrainedLength, l10n.t("{0} × pretrained", scale)]));
  for (const length of LENGTHS) {
    if (length > pretrainedLength && !lengths.has(length)) lengths.set(length, scaleText(length / pretrainedLength));
  }
  const sorted = [...lengths].sort(([a], [b]) => a - b);
  const divider = { label: "", kind: QuickPickItemKind.Separator, length: null };
  const asFile = {
    label: l10n.t("As the file claims"),
    description: l10n.t("forget the choice"),
    length: "file" as const,
  };
  const other = { label: l10n.t("Other length…"), description: l10n.t("in tokens"), length: "ask" as const };
  const items = [
    ...sorted.map(([length, description]) => ({ label: String(length), description, length })),
    divider,
    ...(forget ? [asFile] : []),
    other,
  ];
  const picked = await window.showQuickPick(items, { title });
  if (picked === undefined || picked.length === null) return null;
  return picked.length === "ask" ? askLength(title, pretrainedLength) : picked.length;
}

/**
 * Asks for a number of tokens.
 * @param pretrainedLength what it must exceed
 */
export async function askLength(title: string, pretrainedLength: number): Promise<number | null> {
  const text = await window.showInputBox({
    title,
    prompt: l10n.t("Tokens; 128K stands for 131072"),
    validateInput: (value) => {
      const length = parseLength(value);
      if (length === null) return l10n.t("A whole number of tokens, such as 16384, 128K or 1M");
      if (length <= pretrainedLength) {
        return l10n.t("Within the pretrained {0} tokens nothing is extended", pretrainedLength);
      }
      return length > LONGEST ? l10n.t("At most {0} tokens", LONGEST) : null;
    },
  });
  return text === undefined ? null : parseLength(text);
}

function scaleText(scale: number): string {
  return `× ${Number(scale.toPrecision(4))}`;
}
