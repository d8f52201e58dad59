/**
 * Updates the blocks whose inputs have changed: those on screen at once, the others when the browser has time or their
 * reader scrolls to them. So the first picture waits for nothing that is not in it, and neither does a slider.
 */
import type { Block, ModelView } from "./view.ts";

/** px around the screen that count as on it, so that scrolling meets what is drawn already. */
const MARGIN = 200;

/** However busy the browser is, a block waits no longer than this. */
const PATIENCE_MS = 300;

export class BlockUpdates {
  private readonly blocks: readonly Block[];
  private readonly settled: (all: boolean) => void;
  private readonly drawn = new Map<Block, readonly unknown[]>();
  /** Whether a block is on screen, as far as the browser has said so. */
  private readonly onScreen = new Map<Element, boolean>();
  private readonly observer: IntersectionObserver;
  private view: ModelView | null = null;
  private cancelLater: () => void = () => {};

  /** @param settled is told after each round whether every block shows the view */
  constructor(blocks: readonly Block[], settled: (all: boolean) => void) {
    this.blocks = blocks;
    this.settled = settled;
    this.observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) this.onScreen.set(target, isIntersecting);
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.draw((block) => this.isOnScreen(block));
      },
      { rootMargin: `${MARGIN}px` },
    );
  }

  show(view: ModelView): void {
    this.view = view;
    this.draw((block) => this.isOnScreen(block));
  }

  /** Everything at once. */
  showAll(): void {
    this.draw(() => true);
  }

  /** What was drawn no longer holds, as after a change of theme. */
  forget(): void {
    this.drawn.clear();
  }

  /** The blocks are not on the page any more; when they are back they may stand elsewhere. */
  hide(): void {
    this.view = null;
    this.observer.disconnect();
    this.onScreen.clear();
    this.cancelLater();
  }

  private draw(now: (block: Block) => boolean): void {
    const { view } = this;
    if (view === null) return;
    let waiting: Block | null = null;
    for (const block of this.blocks) {
      const inputs = block.inputs(view);
      if (inputs.every((input, k) => Object.is(input, this.drawn.get(block)?.[k]))) continue;
      if (now(block)) {
        this.drawn.set(block, inputs);
        block.update(view);
      } else waiting ??= block;
      this.observer.observe(block.element);
    }
    this.settled(waiting === null);
    this.cancelLater();
    const next = waiting;
    // While a slider moves another answer follows, and this one's charts off the screen would never be seen.
    if (next !== null && !view.model.partial) this.cancelLater = whenIdle(() => this.draw((block) => block === next));
  }

  private isOnScreen({ element }: Block): boolean {
    const known = this.onScreen.get(element);
    if (known !== undefined) return known;
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > -MARGIN && top < innerHeight + MARGIN;
  }
}

/** @returns calls it off */
function whenIdle(run: () => void): () => void {
  // Safari has no idle callbacks.
  if (!("requestIdleCallback" in window)) {
    const timer = setTimeout(run, 0);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(run, { timeout: PATIENCE_MS });
  return () => cancelIdleCallback(idle);
}
