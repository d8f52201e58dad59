/**
 * The conversation with the host: sends what the user asks, keeps the newest answer, and knows how fresh it is.
 * One query is under way at a time; of those asked meanwhile only the newest is sent.
 */
import type { HostMessage, PreviewModel, PreviewQuery } from "../src/protocol/index.ts";
import type { Host } from "./host.ts";
import { firstQuery, Memory } from "./memory.ts";
import { shareParts } from "./share-parts.ts";
import type { View } from "./view.ts";

/** An answer that takes longer shows that it does. */
const PATIENCE_MS = 300;
/** The heatmap and the length curve wait until the user rests. */
const REST_MS = 150;
/** An answer that never comes must not keep newer questions waiting for ever. */
const LOST_MS = 5000;

type Follower = "heatmap" | "lengths";

export class Session {
  private view: View;
  private readonly memory: Memory;
  private readonly host: Host;
  private show: (view: View) => void = () => {};
  private file: string | null = null;
  /** The file that the results on screen are of: another one's stay until the first answer about the new file. */
  private shownFile: string | null = null;
  private lastId = 0;
  /** The query under way; null: none. */
  private pending: { readonly id: number; readonly since: number } | null = null;
  private waiting = false;
  /** A slider moves: answers may lack what takes longest. */
  private sliding = false;
  private slideEnd = 0;
  private patience = 0;
  private rest = 0;
  private readonly followed: Record<Follower, { id: number; key: string }> = {
    heatmap: { id: 0, key: "" },
    lengths: { id: 0, key: "" },
  };
  private readonly sentFollowers: Record<Follower, number> = { heatmap: 0, lengths: 0 };

  constructor(host: Host) {
    this.host = host;
    this.memory = new Memory(host);
    this.view = {
      model: null,
      notice: null,
      freshness: "waiting",
      progress: null,
      query: firstQuery(),
      heatmap: null,
      lengths: null,
      pinned: false,
    };
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.waiting) this.send();
    });
  }

  /** `show` is called with this view and each new one. */
  subscribe(show: (view: View) => void): void {
    this.show = show;
    show(this.view);
  }

  get current(): View {
    return this.view;
  }

  /** Changes the query and asks for its answer; the change is on screen at once. */
  ask(change: Partial<PreviewQuery>): void {
    this.endSlide();
    this.change(change);
  }

  /** The same while a slider moves: answers come sooner and lack what takes longest, until it rests. */
  slide(change: Partial<PreviewQuery>): void {
    this.endSlide();
    this.sliding = true;
    this.slideEnd = window.setTimeout(() => {
      this.endSlide();
      this.request();
    }, REST_MS);
    this.change(change);
  }

  private change(change: Partial<PreviewQuery>): void {
    const query = { ...this.view.query, ...change };
    this.memory.keep(this.file, query);
    this.set({ query });
    this.request();
  }

  /** Goes back to the query of the results on screen. */
  cancel(): void {
    if (this.pending !== null) this.host.post({ type: "cancel", id: this.pending.id });
    this.settle();
    this.endSlide();
    this.lastId++;
    this.waiting = false;
    const { model } = this.view;
    if (model === null || this.shownFile !== this.file) this.set({ freshness: "broken" });
    else {
      this.memory.keep(this.file, model.query);
      this.set({ freshness: "current", query: model.query });
    }
  }

  /** Asks for what follows the model, unless what is here already is of the same question. */
  follow(kind: Follower): void {
    const { model, query, freshness } = this.view;
    if (model === null || model.partial || model.analysis.reason !== null || freshness !== "current") return;
    const { rope, bins, use, runtime, changes } = query;
    const about = [this.file, model.documentVersion, rope, bins];
    const key = JSON.stringify(
      kind === "heatmap" ? [...about, model.analysis.targetLength, model.drawn, changes] : [...about, use, runtime],
    );
    const asked = this.followed[kind];
    if (asked.key === key) return;
    this.followed[kind] = { id: ++this.lastId, key };
    clearTimeout(this.rest);
    this.rest = window.setTimeout(() => this.sendFollowers(), REST_MS);
  }

  setPinned(pinned: boolean): void {
    this.host.post({ type: "pin", pinned });
    this.set({ pinned });
  }

  receive(message: HostMessage): void {
    switch (message.type) {
      case "changed":
        this.fileChanged(message);
        break;
      case "progress":
        if (message.id === this.pending?.id) this.set({ progress: { done: message.done, total: message.total } });
        break;
      case "model":
        if (this.answers(message.id)) this.showModel(message.model);
        break;
      case "notice":
        if (!this.answers(message.id)) break;
        this.set({
          model: this.shownFile === this.file ? this.view.model : null,
          notice: message.notice,
          freshness: "broken",
          progress: null,
        });
        break;
      case "heatmap":
        if (message.id === this.followed.heatmap.id) this.set({ heatmap: message.heatmap });
        break;
      case "lengths":
        if (message.id === this.followed.lengths.id) this.set({ lengths: message.lengths });
        break;
      case "said":
        break;
    }
  }

  private fileChanged({ file, stale, pinned, defaults }: Extract<HostMessage, { type: "changed" }>): void {
    const another = file !== this.file;
    this.file = file;
    if (another) {
      const query = this.memory.recall(file) ?? firstQuery(defaults);
      this.set({ query, freshness: "waiting", pinned });
    } else {
      this.set({ pinned, freshness: stale && this.view.freshness === "current" ? "stale" : this.view.freshness });
    }
    if (stale && !another) return;
    this.endSlide();
    this.settle();
    this.request();
  }

  private showModel(model: PreviewModel): void {
    const another = this.shownFile !== this.file;
    this.shownFile = this.file;
    if (another) this.followed.heatmap.key = this.followed.lengths.key = "";
    this.set({
      model: shareParts(model, this.view.model),
      notice: null,
      freshness: "current",
      progress: null,
      ...(another ? { heatmap: null, lengths: null } : {}),
    });
  }

  /** Whether this is the answer to the newest question sent; takes note of it, and sends what waits. */
  private answers(id: number): boolean {
    if (id !== this.pending?.id) return false;
    this.settle();
    if (!this.waiting) return true;
    this.send();
    // What waits is newer, yet this answer is shown meanwhile, so that a slider moves the charts while it is dragged.
    return true;
  }

  private request(): void {
    const busy = this.pending !== null && performance.now() - this.pending.since < LOST_MS;
    if (busy || document.hidden) this.waiting = true;
    else this.send();
  }

  private send(): void {
    this.waiting = false;
    const id = ++this.lastId;
    this.pending = { id, since: performance.now() };
    clearTimeout(this.patience);
    this.patience = window.setTimeout(() => this.set({ freshness: "loading" }), PATIENCE_MS);
    this.host.post({ type: "query", id, query: this.view.query, ...(this.sliding ? { quick: true } : {}) });
  }

  private endSlide(): void {
    this.sliding = false;
    clearTimeout(this.slideEnd);
  }

  private settle(): void {
    this.pending = null;
    clearTimeout(this.patience);
  }

  private sendFollowers(): void {
    const { model, query } = this.view;
    if (model === null) return;
    const asked = { ...query, targetLength: model.analysis.targetLength, drawn: model.drawn };
    for (const kind of ["heatmap", "lengths"] as const) {
      const { id, key } = this.followed[kind];
      if (key === "" || id <= this.sentFollowers[kind]) continue;
      this.sentFollowers[kind] = id;
      this.host.post({ type: kind, id, query: asked });
    }
  }

  private set(change: Partial<View>): void {
    this.view = { ...this.view, ...change };
    this.show(this.view);
  }
}
