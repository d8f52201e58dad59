/**
 * rope_parameters in a framework that does not know it.
 * Source: measured: ignored without a word by transformers 4.43.4 to 4.57.6, vLLM up to 0.11.0 and SGLang 0.4.10, where theta then falls to the
 * default of the class; read: TGI 3.3.7 (getattr rope_scaling), ExLlamaV2 0.3.2, MLC-LLM, Ollama; mlx-lm 0.32.2 for llama, qwen2, gemma3,
 * gpt_oss and most others.
 */
import * as l10n from "@vscode/l10n";
import { convertDialect } from "../dialect.ts";
import type { Finding, Rule } from "../rule.ts";
import { isFilled } from "../support/blocks.ts";
import type { Facts } from "../support/facts.ts";
import { runsAsSaid } from "../support/foretold.ts";
import { type Effect, runtimeTitle } from "../support/in-force.ts";
import { listed, numberWord } from "../support/wording.ts";

/** Frameworks and releases that do not read rope_parameters. */
export const UNREAD: readonly Effect[] = [
  { runtime: "transformers", before: "5.0.0", outcome: "differs" },
  { runtime: "vllm", before: "0.11.1", outcome: "differs" },
  { runtime: "sglang", before: "0.5.3", outcome: "differs" },
  { runtime: "tgi", outcome: "differs" },
  { runtime: "exllamav2", outcome: "differs" },
  { runtime: "mlc-llm", outcome: "differs" },
  { runtime: "ollama", outcome: "differs" },
  { runtime: "mlx-lm", outcome: "differs" },
];

/** mlx-lm's models differ; these are known not to read it. */
const MLX_UNREAD: ReadonlySet<string> = new Set(["llama", "qwen2", "gemma3", "gemma3_text", "gpt_oss"]);

export const v5Spelling: Rule = {
  code: "runtime/v5-spelling",
  title: "A chosen framework does not read rope_parameters",
  severity: "error",
  stage: "meaning",
  check(snapshot, { facts, inForce, sound }) {
    const pointer = facts.pointer("rope_parameters");
    if (!inForce.chosen || !isFilled(facts.object.rope_parameters) || isFilled(facts.object.rope_scaling)) return [];
    if (!sound(pointer) || snapshot.model?.hasRope !== true) return [];
    const verdict = inForce.judge(
      UNREAD.filter(({ runtime }) => runtime !== "mlx-lm" || MLX_UNREAD.has(facts.modelType ?? "")),
    );
    // The block may say just what the type does by itself.
    const harmless = inForce.choices
      .filter((choice) => runsAsSaid(snapshot, choice))
      .map(({ name, release }) => `${name}@${release}`);
    const own = verdict?.runtimes.filter((name) => name.includes("@") && !harmless.includes(name)) ?? [];
    if (own.length === 0) return [];
    const fix = convertDialect(snapshot, "v4");
    const names = listed(own.map(runtimeTitle));
    const scaling =
      (facts.rules?.block ?? null) === null ? l10n.t("nothing is scaled") : l10n.t("the type's own block counts");
    const thetas = thetasBeside(facts);
    const base =
      thetas.length === 0 ? "" : l10n.t(", and theta is {0}", listed(thetas.map((theta) => numberWord(theta))));
    const finding: Finding = {
      pointer,
      at: "key",
      severity: "error",
      runtimes: own,
      message:
        own.length === 1
          ? l10n.t("{0} does not read rope_parameters: {1}{2}.", names, scaling, base)
          : l10n.t("{0} do not read rope_parameters: {1}{2}.", names, scaling, base),
      fixes: fix === null ? [] : [fix],
    };
    return [finding];
  },
};

/** The bases that count without the block, one per layer type; none where neither the file nor a known type says. */
function thetasBeside({ rules, number }: Facts): readonly number[] {
  const layers = Object.values(rules?.layers ?? {}).map(
    ({ theta, thetaKey }) => (thetaKey === undefined ? null : number(thetaKey)) ?? theta,
  );
  if (layers.length > 0) return [...new Set(layers)];
  const theta = number("rope_theta") ?? rules?.theta;
  return theta === undefined ? [] : [theta];
}
