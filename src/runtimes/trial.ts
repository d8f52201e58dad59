/** Tries a strategy on a framework: its predictor is run on a small config of the model's type with and without the block. */
import { mainRope } from "../config/main-rope.ts";
import type { Dialect, ModelConfig, RopeEntry } from "../config/model.ts";
import { frequencies } from "../rope/index.ts";
import { RecentMap } from "../rope/recent-map.ts";
import { mlxModel } from "./mlx-lm/models.ts";
import { predictorOf } from "./predictors.ts";
import { Raised } from "./python/raised.ts";
import { type LayerRotation, Report } from "./report.ts";
import type { RuntimeName, Source } from "./runtime.ts";
import { sameRotation } from "./same-rotation.ts";
import {
  HEAD_SPELLINGS,
  type HeadSpelling,
  TRIAL_SCALE,
  type TrialForm,
  type TriedForm,
  trialDocument,
  trialSpec,
} from "./trial-document.ts";

/** One run of the predictor. */
interface Run {
  /** "same": the frequencies and the factor that the block states; "other": different ones; "untried": not known. */
  readonly outcome: "same" | "other" | "raises" | "untried";
  readonly raised: Raised | null;
  readonly rotation: LayerRotation | null;
  readonly report: Report;
}

/** What a framework makes of a form. */
export interface Trial {
  /**
   * "same", "raises" and "other" as for one run; "sometimes": it depends on where the file states the size of a head;
   * "drops": the frequencies are those without the block; "dialect": rope_parameters is not read; "untried": not known.
   */
  readonly outcome: "same" | "sometimes" | "drops" | "other" | "raises" | "dialect" | "untried";
  readonly exception: string | null;
  /** First warning on the way that the model without a block does not give. */
  readonly warning: string | null;
  /** It raises unless a longrope block's original length stands at top level too. */
  readonly topLevelOriginal: boolean;
  /** The derived window by the one that the block is meant for; null where none is derived. */
  readonly windowRatio: number | null;
  readonly source: Source | null;
}

const UNTRIED: Trial = {
  outcome: "untried",
  exception: null,
  warning: null,
  topLevelOriginal: false,
  windowRatio: null,
  source: null,
};

/** Types of whose block a trial keeps something. */
const KEPT_TYPES = new Set(["longrope", "yarn", "llama3"]);
/** Types that no stock block states. */
const OWN_TYPES = new Set(["proportional", "qwen-dynamic-ntk"]);

interface Bench {
  readonly model: ModelConfig;
  readonly entry: RopeEntry;
  readonly name: RuntimeName;
  readonly release: string;
}

/** Without scaling: the ways to spell the head that are computed as stated, and the frequencies. */
interface Baseline {
  readonly spellings: readonly HeadSpelling[];
  readonly rotation: LayerRotation | null;
  readonly warnings: readonly string[];
}

/** A model is asked about often: for each strategy, in tables, plans and findings, and again while its file is typed in. */
interface Tried {
  readonly baselines: Map<string, Baseline>;
  readonly trials: Map<string, Trial>;
}
const tried = new WeakMap<ModelConfig, Tried>();
/** The same for other versions of a file, by what a trial takes from it. */
const triedAlike = new RecentMap<string, Tried>(64);

function triedOf(model: ModelConfig): Tried {
  const own = tried.get(model);
  if (own !== undefined) return own;
  const { modelType, languageModelType, path, dialect, ropes } = model;
  const taken = ropes.map((rope) => {
    const { layerType, noPositions, slidingWindow, spec, block, originalBeside, unreadPartial } = rope;
    // A trial puts its own block and window in their place.
    const { scaling, maxPositionEmbeddings, ...rest } = spec;
    // But it keeps the file's own lists, its own ramp and its own band.
    const kept = KEPT_TYPES.has(scaling.type) ? { block, originalBeside } : null;
    return {
      layerType,
      noPositions,
      sliding: slidingWindow !== null,
      own: OWN_TYPES.has(scaling.type),
      kept,
      unreadPartial,
      rest,
    };
  });
  const key = JSON.stringify([modelType, languageModelType, path, dialect, taken]);
  const known = triedAlike.get(key) ?? { baselines: new Map(), trials: new Map() };
  triedAlike.set(key, known);
  tried.set(model, known);
  return known;
}

/** The trial of `form` on the release of a framework that has a predictor. */
export function tryForm(form: TriedForm, model: ModelConfig, name: RuntimeName, release: string): Trial {
  const known = triedOf(model);
  const key = `${name}@${release}`;
  const before = known.trials.get(`${key} ${form}`);
  if (before !== undefined) return before;
  const entry = mainRope(model);
  if (entry === undefined || model.modelType === null || OWN_TYPES.has(entry.spec.scaling.type)) return UNTRIED;
  const bench: Bench = { model, entry, name, release };
  if (form === "kept" && entry.spec.scaling.type !== "longrope") return UNTRIED;
  // ln 1 = 0: longrope has no attention factor for it. And what the factors give must be a number still.
  if (entry.spec.pretrainedLength <= 1) return UNTRIED;
  if (!Number.isFinite(entry.spec.trainedFactor * TRIAL_SCALE * TRIAL_SCALE)) return UNTRIED;
  const baseline = known.baselines.get(key) ?? baselineOf(bench);
  known.baselines.set(key, baseline);
  const trial = baseline.spellings.length === 0 ? withoutBaseline(bench) : compare(form, bench, baseline);
  known.trials.set(`${key} ${form}`, trial);
  return trial;
}

/** A class may have a block of its own, which an explicit default one replaces. */
function baselineOf(bench: Bench): Baseline {
  const sound = HEAD_SPELLINGS.flatMap((spelling) => {
    const runs = (["plain", "default"] as const).map((plain) => run(bench, plain, bench.model.dialect, spelling));
    const same = runs.find(({ outcome }) => outcome === "same");
    return same === undefined ? [] : [{ spelling, ...same }];
  });
  const [first] = sound;
  return {
    spellings: sound.map(({ spelling }) => spelling),
    rotation: first?.rotation ?? null,
    warnings: first?.report.warnings ?? [],
  };
}

function compare(form: TriedForm, bench: Bench, baseline: Baseline): Trial {
  const { model, entry } = bench;
  const attempt = (topOriginal: boolean): Run[] =>
    baseline.spellings.map((spelling) => run(bench, form, model.dialect, spelling, topOriginal));
  const written = attempt(false);
  const fails = form === "longrope" && written.every(({ outcome }) => outcome === "raises");
  const completed = fails ? attempt(true) : written;
  const topLevelOriginal = fails && completed.every(({ outcome }) => outcome === "same");
  const runs = topLevelOriginal ? completed : written;
  const chosen = runs.find(({ outcome }) => outcome === "same") ?? runs[0];
  if (chosen === undefined || runs.some(({ outcome }) => outcome === "untried")) return UNTRIED;
  const raised = runs.find(({ outcome }) => outcome === "raises")?.raised ?? null;
  const source = chosen.report.sources[0] ?? null;
  const warning = chosen.report.warnings.find((text) => !baseline.warnings.includes(text)) ?? null;
  const rest = { exception: raised?.exception ?? null, warning, topLevelOriginal, source };
  if (chosen.outcome === "same") {
    const { derivedMaxLength } = chosen.report;
    const meant = entry.spec.pretrainedLength * TRIAL_SCALE;
    const windowRatio = derivedMaxLength === null ? null : derivedMaxLength / meant;
    return { ...rest, outcome: raised === null ? "same" : "sometimes", windowRatio };
  }
  const { rotation } = baseline;
  const drops = chosen.rotation !== null && rotation !== null && sameRotation(rotation, chosen.rotation);
  return { ...rest, outcome: drops ? "drops" : chosen.outcome, windowRatio: null };
}

/** rope_parameters alone is not read where the same model written with rope_theta is computed as stated. */
function withoutBaseline(bench: Bench): Trial {
  if (bench.model.dialect === "v4") return UNTRIED;
  for (const spelling of HEAD_SPELLINGS) {
    const older = run(bench, "plain", "v4", spelling);
    if (older.outcome === "same") return { ...UNTRIED, outcome: "dialect", source: older.report.sources[0] ?? null };
  }
  return UNTRIED;
}

function run(
  { model, entry, name, release }: Bench,
  form: TrialForm,
  dialect: Dialect,
  spelling: HeadSpelling,
  topOriginal = false,
): Run {
  const report = new Report();
  const none = { raised: null, rotation: null, report };
  const sequenceLength = entry.spec.pretrainedLength * TRIAL_SCALE;
  const keys = topOriginal ? ["original_max_position_embeddings"] : requiredKeys(model, name, release);
  const document = trialDocument(form, model, entry, dialect, spelling, keys);
  try {
    const known = predictorOf(name)({ document, release, sequenceLength, maxLength: null, report });
    if (!known) return { outcome: "untried", ...none };
  } catch (error) {
    if (error instanceof Raised) return { outcome: "raises", ...none, raised: error };
    throw error;
  }
  const candidates = report.ropes.filter(
    ({ layerType }) => layerType === null || entry.layerType === null || layerType === entry.layerType,
  );
  const { invFreq, attentionFactor } = frequencies(trialSpec(form, entry), sequenceLength);
  const stated = { invFreq: Array.from(invFreq), attentionFactor };
  const rotation = report.differs ? undefined : candidates.find((candidate) => sameRotation(stated, candidate));
  if (rotation !== undefined) return { outcome: "same", raised: null, rotation, report };
  const [other] = candidates;
  return other === undefined
    ? { outcome: "untried", ...none }
    : { outcome: "other", raised: null, rotation: other, report };
}

/** mlx-lm raises for absent fields that have nothing to do with RoPE. */
function requiredKeys({ modelType }: ModelConfig, name: RuntimeName, release: string): readonly string[] {
  if (name !== "mlx-lm" || modelType === null) return [];
  return mlxModel(modelType, release)?.required ?? [];
}
