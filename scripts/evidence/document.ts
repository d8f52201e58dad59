/** docs/evidence.md, from the measurements. */
import { attentionTable, bestAttention, sameFactors } from "./attention-table.ts";
import { lossTables, orders, orderTable } from "./loss-tables.ts";
import { difference, listed, times } from "./markdown.ts";
import type { Plot } from "./plot.ts";
import { distinct, mean, type Records } from "./records.ts";
import { correlations, relationSection } from "./relation-table.ts";
import { retrievalSection } from "./retrieval-table.ts";
import type { Summary } from "./summary.ts";
import { weightsSection } from "./weights-table.ts";

const NOT_YET = "Not measured yet: `npm run evidence` goes on where it stopped.";

/** A rank correlation below this orders nothing. */
const WEAK = 0.5;

const TEXTS = `| text | Debian package | pages |
|---|---|---|
| A | anarchism 15.3-3 | section I.4, a political FAQ |
| B | debian-handbook 11.20220922 | eight sections on packages, installation, administration |
| C | anarchism 15.3-3 | section C.2 |
| D | debian-reference-en 2.100 | chapters 5, 6, 8, 10 and 11, with commands and tables |
| H | anarchism 15.3-3 | sections G.1 and G.4, the haystack of the retrieval test |`;

export function documentOf(records: Records, summary: Summary, plots: readonly Plot[]): string {
  const { losses, retrievals } = records;
  return `# Evidence: what the strategies do to a language model

Disturbance is a means; what counts is what happens to a model. This page is written by \`npm run evidence\` from the measurements in
\`evidence/results\`; the method is in [method](method.md), how to run it in \`evidence/README.md\`.

**What was measured.** ${summary.model} (L = 8192, theta 100000, d = 64; weights dequantised from a Q4_1 file), not fine-tuned. Factors and attention factors are
those of \`rope-lens recommend\`. Angles are computed in float64; attention and matrix products run in bfloat16, with norms, the residual stream and the logits' sums in
float32. Loss is the mean negative log-likelihood in nats per token; lower is better. A text is cut at the tokens that the window takes; pages are turned
into plain text, and a text is refused unless its SHA-256 is the pinned one.

${TEXTS}

## What it shows

${findings(records, summary)}

## Loss

Over all positions, and over those beyond the pretrained window; bold: the least beyond, where every strategy is measured. Every strategy at its own attention factor.

${lossTables(losses)}

Expected orders, and the difference of loss beyond the window (+: the expected one is better), with its standard error over stretches of the text:

${orderTable(losses)}

## Loss by position

${plots.map(plotted).join("\n\n")}

## Disturbance, local shift, slope energy and loss

${relationSection(losses) ?? NOT_YET}

## Attention factor

Loss beyond the window with the strategy's frequencies and another attention factor: none, longrope's, YaRN's, and the means of neighbours; bold: the least of a text.

${attentionTable(losses) ?? NOT_YET}

## Weights of the resonant chain

The product's weights are mu = 3, kappa = 0.1. Change of the loss beyond the window under others (−: better); they are chosen on texts A and B, and confirmed or not on C and D.

${weightsSection(losses) ?? NOT_YET}

## Retrieval

Sixteen facts ("the favourite animal of Alice is the tiger") are spread evenly over text H, a window full; then each is asked for. An answer counts as found when, of the sixteen animals in the text, the
right one is the likeliest; guessing finds one. The margin is ln p of the right answer minus the mean of the wrong ones. The last columns count what is found of the facts by depth, first to last.
It is one arrangement of sixteen facts: a difference of a few is chance.

${retrievalSection(retrievals) ?? NOT_YET}

## What it does not show

One small model, ${summary.texts === 1 ? "one text" : `${summary.texts} texts`} in English, no fine-tuning. A difference within twice its standard error counts as none. It is no promise for
another model: measure yours before you ship it (\`rope-lens evaluate\` writes the script). \`dynamic\` is not measured, since its factors follow the running length.
`;
}

function plotted({ scale, texts }: Plot): string {
  const where = `at ${times(scale)}, ${texts.length === 1 ? "on" : "mean of"} ${listed(texts)}`;
  return [
    `![Loss by position ${where}: a line a strategy](images/evidence-loss-${scale}x.svg)`,
    `The strategies near \`resonant\`, as differences from its loss (above 0: worse):\n\n![Loss by position minus that of resonant, ${where}](images/evidence-gaps-${scale}x.svg)`,
  ].join("\n\n");
}

/** Plain sentences, each with its numbers. */
function findings({ losses }: Records, { comparisons, strategies, wins }: Summary): string {
  const winners = Object.entries(wins)
    .filter(([, count]) => count > 0)
    .toSorted(([, a], [, b]) => b - a)
    .map(([id, count]) => `${id} in ${count}`);
  const lines = [
    `- ${strategies} strategies (the unscaled model is one) were compared on ${comparisons === 1 ? "one text" : `${comparisons} texts, a text at another length being another`}. Least loss beyond the window: ${listed(winners)} of ${comparisons}.`,
  ];
  const found = orders(losses);
  for (const scale of distinct(found.map((order) => order.scale))) {
    const there = found.filter((order) => order.scale === scale);
    const always = there.filter(({ gaps }) => gaps.every(({ gap }) => gap > 0));
    const broken = there.filter((order) => !always.includes(order));
    const name = ({ better, worse }: (typeof there)[number]): string => `${better} below ${worse}`;
    lines.push(
      `- At ${times(scale)}: ${always.length > 0 ? `on every text measured, ${listed(always.map(name))}` : "no expected order holds on every text"}${
        broken.length > 0 ? `; not on every text: ${listed(broken.map(name))}` : ""
      }.`,
    );
    const yarn = there.find(({ better, worse }) => better === "resonant" && worse === "yarn");
    if (yarn !== undefined) {
      lines.push(
        `- At ${times(scale)} yarn's loss beyond the window minus resonant's is ${difference(mean(yarn.gaps.map(({ gap }) => gap)))} nats, ${yarn.gaps.length === 1 ? "on" : "in the mean of"} ${listed(yarn.gaps.map(({ text }) => text))}.`,
      );
    }
  }
  for (const { scale, beyond } of correlations(losses)) {
    const disturbance = beyond.find(({ measure }) => measure === "mean disturbance")?.rho ?? 0;
    lines.push(
      `- At ${times(scale)} the loss beyond the window goes with the measures like this (rank correlation over the strategies that change something): ${listed(beyond.map(({ measure, rho }) => `${measure} ${rho.toFixed(2)}`))}.${
        disturbance < WEAK ? " Disturbance alone does not order strategies for a model that is served as it is." : ""
      }`,
    );
  }
  for (const { strategy, scale, factor, texts } of bestAttention(losses)) {
    lines.push(
      `- At ${times(scale)}, of the attention factors tried with ${strategy}, ${factor.toFixed(4)} has the least mean loss beyond the window (${texts === 1 ? "one text" : `${texts} texts`}).`,
    );
  }
  for (const { scale, factor, ownFactor, gaps } of sameFactors(losses)) {
    const on = (part: "same" | "own"): string =>
      listed(gaps.map(({ text, [part]: gap }) => `${difference(gap)} on ${text}`));
    const [same, own] = [mean(gaps.map((gap) => gap.same)), mean(gaps.map((gap) => gap.own))];
    lines.push(
      `- At ${times(scale)}, with resonant's attention factor (${factor.toFixed(4)}) on both, yarn's loss beyond the window minus resonant's is ${on("same")}; at yarn's own (${ownFactor.toFixed(4)}) it is ${on("own")}. Most of that gap comes from the ${same > own / 2 ? "frequencies" : "attention factor"}.`,
    );
  }
  return lines.join("\n");
}
