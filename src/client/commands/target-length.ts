import { l10n, QuickPickItemKind, type Uri, window } from "vscode";
import type { FileChoicesStore } from "../file-choices.ts";
import type { Session } from "../session.ts";
import { choicesOf } from "./insert-strategy.ts";

const SCALES = [2, 4, 8];
const LENGTHS = [32_768, 65_536, 131_072, 262_144, 1_048_576];
/** Longer windows than anybody serves; keeps a slip of the finger from becoming a target. */
const LONGEST = 2 ** 27;

/** Asks for the target length of a file: multiples of the pretrained one, usual windows, or a number. */
export async function targetLengthCommand(session: Session, choices: FileChoicesStore, file: Uri): Promise<void> {
  const known = await choicesOf(session, { uri: file.toString(), rope: null, targetLength: null });
  if (known === null) return;
  const { pretrainedLength } = known;
  const lengths = new Map(SCALES.map((scale) => [scale * pretrainedLength, l10n.t("{0} × pretrained", scale)]));
  for (const length of LENGTHS) {
    if (length > pretrainedLength && !lengths.has(length)) lengths.set(length, scaleText(length / pretrainedLength));
  }
  const sorted = [...lengths].sort(([a], [b]) => a - b);
  const items = [
    ...sorted.map(([length, description]) => ({ label: String(length), description, length })),
    { label: "", kind: QuickPickItemKind.Separator, length: null },
    { label: l10n.t("As the file claims"), description: l10n.t("forget the choice"), length: "file" as const },
    { label: l10n.t("Other length…"), description: l10n.t("in tokens"), length: "ask" as const },
  ];
  const title = l10n.t("Target length of {0} (pretrained {1})", known.title, pretrainedLength);
  const picked = await window.showQuickPick(items, { title });
  if (picked === undefined || picked.length === null) return;
  if (picked.length === "file") return choices.set(file, { targetLength: null });
  const length = picked.length === "ask" ? await askLength(title, pretrainedLength) : picked.length;
  if (length !== null) await choices.set(file, { targetLength: length });
}

async function askLength(title: string, pretrainedLength: number): Promise<number | null> {
  const text = await window.showInputBox({
    title,
    prompt: l10n.t("Tokens; 128K stands for 131072"),
    validateInput: (value) => {
      const length = parseLength(value);
      if (length === null) return l10n.t("A whole number of tokens, such as 16384, 128K or 1M");
      if (length <= pretrainedLength)
        return l10n.t("Within the pretrained {0} tokens nothing is extended", pretrainedLength);
      return length > LONGEST ? l10n.t("At most {0} tokens", LONGEST) : null;
    },
  });
  return text === undefined ? null : parseLength(text);
}

/** "16384", "16,384", "128K" (1024 each), "1M"; null when it is no length. */
export function parseLength(text: string): number | null {
  const match = /^\s*(\d[\d,_ ]*)\s*([kKmM])?\s*$/.exec(text);
  if (match === null) return null;
  const [, digits = "", unit = ""] = match;
  const value = Number(digits.replaceAll(/[,_ ]/g, "")) * ({ k: 1024, m: 1024 ** 2 }[unit.toLowerCase()] ?? 1);
  return Number.isSafeInteger(value) && value > 0 ? value : null;
}

function scaleText(scale: number): string {
  return `× ${Number(scale.toPrecision(4))}`;
}
