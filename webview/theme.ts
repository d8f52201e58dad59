/** The theme's colours for what is drawn on a canvas, and word of their change. */
import type { StrategyId } from "../src/protocol/index.ts";

export interface Theme {
  readonly foreground: string;
  readonly muted: string;
  readonly background: string;
  readonly grid: string;
  readonly pretrained: string;
  /** At angles where pretraining never was. */
  readonly newAngles: string;
  /** The heatmap's three: less often than in pretraining, as often, more often. */
  readonly less: string;
  readonly same: string;
  readonly more: string;
  readonly hoverBackground: string;
  readonly hoverBorder: string;
  readonly hoverForeground: string;
  readonly fontFamily: string;
  strategy(id: StrategyId): string;
}

let current: Theme | null = null;

/** The theme as last read: the same object until `refreshTheme`. */
export function currentTheme(): Theme {
  current ??= readTheme();
  return current;
}

/** Reads the theme anew, after it has changed. */
export function refreshTheme(): Theme {
  current = readTheme();
  return current;
}

function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const variable = (name: string): string => style.getPropertyValue(name).trim();
  return {
    foreground: variable("--vscode-foreground") || style.color,
    muted: variable("--vscode-descriptionForeground") || style.color,
    background: variable("--vscode-editor-background"),
    grid: variable("--rl-grid"),
    pretrained: variable("--rl-pretrained"),
    newAngles: variable("--rl-new-angles"),
    less: variable("--rl-less"),
    same: variable("--rl-same"),
    more: variable("--rl-more"),
    hoverBackground: variable("--vscode-editorHoverWidget-background"),
    hoverBorder: variable("--vscode-editorHoverWidget-border"),
    hoverForeground: variable("--vscode-editorHoverWidget-foreground"),
    fontFamily: style.fontFamily,
    strategy: (id) => variable(`--rl-${id}`),
  };
}

/** Calls `redraw` in the next frame after the theme, the fonts or the pixel ratio has changed, `resize` after the width. */
export function onAppearanceChange(content: Element, redraw: () => void, resize: () => void): void {
  const [ask, askSize] = [inNextFrame(redraw), inNextFrame(resize)];
  const observer = new MutationObserver(ask);
  observer.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
  let width = 0;
  new ResizeObserver(([entry]) => {
    const next = entry?.contentRect.width ?? 0;
    if (next !== width) askSize();
    width = next;
  }).observe(content);
  document.fonts.addEventListener("loadingdone", ask);
  watchPixelRatio(ask);
}

/** The same function, run once in the next frame however often it is asked for until then. */
function inNextFrame(run: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      run();
    });
  };
}

function watchPixelRatio(ask: () => void): void {
  const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  query.addEventListener(
    "change",
    () => {
      ask();
      watchPixelRatio(ask);
    },
    { once: true },
  );
}
