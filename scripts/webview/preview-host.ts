/**
 * A host for the preview page without VS Code: answers its messages from the real analysis of a text, as the extension
 * and the server do together.
 */
import {
  DEFAULT_SETTINGS,
  heatmapOf,
  insertionFor,
  lengthCurveSteps,
  previewModelSteps,
  querySettings,
  ropeAdviceSteps,
  strictlyChangedAdviceSteps,
} from "../../src/advice/index.ts";
import { applyEdits, type ConfigSnapshot, type ModelConfig, readConfig } from "../../src/config/index.ts";
import {
  type HostMessage,
  type LengthCurve,
  type PageMessage,
  PREVIEW_PROTOCOL,
  type PreviewFinding,
  type PreviewModel,
  type PreviewNotice,
  type PreviewQuery,
} from "../../src/protocol/index.ts";
import { runAtOnce, runInSlices } from "../../src/rope/index.ts";
import { diagnose } from "../../src/rules/index.ts";

type WithoutProtocol<M> = M extends unknown ? Omit<M, "protocol"> : never;
export type HostAnswer = WithoutProtocol<HostMessage>;

/** By text and query: most of what a page asks for again costs most of the time of all its answers. */
const lengthCurves = new Map<string, Promise<LengthCurve>>();

function lengthCurve(text: string, model: ModelConfig, query: PreviewQuery): Promise<LengthCurve> {
  const settings = querySettings(query, DEFAULT_SETTINGS);
  const key = JSON.stringify([text, query.rope, settings]);
  const known = lengthCurves.get(key);
  if (known !== undefined) return known;
  const curve = runInSlices(lengthCurveSteps(model, query.rope, settings));
  lengthCurves.set(key, curve);
  return curve;
}

export class PreviewHost {
  /** Every message of the page, in order. */
  readonly received: PageMessage[] = [];
  private file: string | null = null;
  private text = "";
  private version = 0;
  private pinned = false;
  private snapshot: ConfigSnapshot | null = null;
  private newest: AbortController | null = null;
  private readonly deliver: (message: HostMessage) => void;

  constructor(deliver: (message: HostMessage) => void) {
    this.deliver = deliver;
  }

  get content(): string {
    return this.text;
  }

  send(answer: HostAnswer): void {
    this.deliver({ protocol: PREVIEW_PROTOCOL, ...answer });
  }

  /** Another file becomes active; null: an editor without one. */
  open(file: string | null, text: string): void {
    this.file = file;
    this.setText(text);
    this.announce(false);
  }

  /** The user types; the results come when `rest` is called. */
  type(text: string): void {
    this.setText(text);
    this.announce(true);
  }

  rest(): void {
    this.announce(false);
  }

  async receive(message: PageMessage): Promise<void> {
    this.received.push(message);
    switch (message.type) {
      case "ready":
        this.announce(false);
        break;
      case "query":
        await this.answer(message);
        break;
      case "cancel":
        this.newest?.abort();
        break;
      case "heatmap": {
        const model = this.model(message.query);
        if (model !== null)
          this.send({ type: "heatmap", id: message.id, heatmap: heatmapOf(model.analysis, model.drawn) });
        break;
      }
      case "lengths": {
        const model = this.snapshot?.model ?? null;
        if (model === null) break;
        const lengths = await lengthCurve(this.text, model, message.query);
        this.send({ type: "lengths", id: message.id, lengths });
        break;
      }
      case "insert":
        this.insert(message);
        break;
      case "copy":
        this.send({ type: "said", text: `${message.what} copied.` });
        break;
      case "pin":
        this.pinned = message.pinned;
        break;
    }
  }

  private setText(text: string): void {
    this.text = text;
    this.version++;
    this.snapshot = readConfig(text);
  }

  private announce(stale: boolean): void {
    this.send({ type: "changed", stale, file: this.file, pinned: this.pinned });
  }

  private async answer({ id, query, quick }: Extract<PageMessage, { type: "query" }>): Promise<void> {
    this.newest?.abort();
    const newest = new AbortController();
    this.newest = newest;
    const broken = this.notice();
    if (broken !== null) {
      this.send({ type: "notice", id, notice: broken });
      return;
    }
    try {
      const model = await runInSlices(this.steps(query, quick), {
        signal: newest.signal,
        onProgress: ({ done, total }) => this.send({ type: "progress", id, done, total }),
      });
      if (model !== null) this.send({ type: "model", id, model: { ...model, findings: this.findings() } });
    } catch (error) {
      if (!newest.signal.aborted) throw error;
    }
  }

  private findings(): PreviewFinding[] {
    return diagnose(this.snapshot ?? readConfig(this.text)).map(({ code, severity, message, offset }) => ({
      code,
      severity,
      message,
      line: this.text.slice(0, offset).split("\n").length,
    }));
  }

  private model(query: PreviewQuery): PreviewModel | null {
    return this.notice() === null ? runAtOnce(this.steps(query)) : null;
  }

  private steps(query: PreviewQuery, quick = false) {
    const snapshot = this.snapshot ?? readConfig(this.text);
    const file = { file: this.file ?? "", documentVersion: this.version };
    return previewModelSteps(snapshot, query, DEFAULT_SETTINGS, file, { quick });
  }

  private notice(): PreviewNotice | null {
    const { file, snapshot } = this;
    if (file === null || snapshot === null) return { kind: "no-config", file, configs: [] };
    const problem = snapshot.syntaxProblems.find(({ breaksTree }) => breaksTree);
    if (problem !== undefined) {
      const before = this.text.slice(0, problem.offset).split("\n");
      const column = (before.at(-1) ?? "").length + 1;
      return { kind: "syntax", line: before.length, column, message: problem.message, file };
    }
    if (snapshot.model === null) return { kind: "no-config", file, configs: [] };
    if (snapshot.model.ropes.length === 0) return { kind: "no-rope", file, modelType: snapshot.model.modelType };
    return null;
  }

  private insert({ query, strategy, documentVersion }: Extract<PageMessage, { type: "insert" }>): void {
    const model = this.snapshot?.model ?? null;
    if (this.snapshot === null || model === null) return;
    if (documentVersion !== this.version) {
      this.send({ type: "said", text: "The file has changed since; nothing was inserted." });
      return;
    }
    const settings = querySettings(query, DEFAULT_SETTINGS);
    const own = runAtOnce(ropeAdviceSteps(model, query.rope, settings));
    if (own === null) return;
    const advice = runAtOnce(strictlyChangedAdviceSteps(own, query.changes ?? {}));
    const { runtimes } = settings;
    const made = insertionFor(this.snapshot, advice, strategy, { dialect: query.dialect ?? undefined, runtimes });
    if (!made.ok) {
      this.send({ type: "said", text: "This strategy cannot be written here." });
      return;
    }
    this.setText(applyEdits(this.text, made.edits));
    this.send({ type: "said", text: `${strategy} inserted.` });
    this.announce(false);
  }
}
