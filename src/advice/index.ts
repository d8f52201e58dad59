/** What is said of a config: targets, rankings, words, insertions, the preview. Shared by server and command line. */
export { adviceSteps, advise, adviseInSlices, type RopeAdvice, ropeAdviceSteps } from "./advise.ts";
export { type Caveat, caveatOf } from "./caveat.ts";
export { currentStrategy, isInFile } from "./current-strategy.ts";
export { factorsSentence } from "./factors-sentence.ts";
export { gridsWon, type Headline, headlineOf, neighboursText } from "./headline.ts";
export { type InsertionFor, insertionFor } from "./insertion-for.ts";
export { launchFlagsFor } from "./launch-flags-for.ts";
export { leftOutTag, leftOutText } from "./left-out.ts";
export { pretrainedSourceText, type Target, targetSourceText } from "./lengths.ts";
export { countText, decimalsFor, disturbanceText, factorText, percentText } from "./numbers.ts";
export { planningSteps } from "./planning.ts";
export { heatmapOf } from "./preview/heatmap.ts";
export { lengthCurveSteps } from "./preview/length-curve.ts";
export { type PreviewFile, previewModelSteps, querySettings } from "./preview/preview-model.ts";
export { chosenRuntimes, titleOf } from "./runtime-support.ts";
export { type AdviceSettings, DEFAULT_SETTINGS } from "./settings.ts";
export { cutAgainstLinear, type Summary, summaryOf } from "./summary.ts";
