/** The built preview page in a real browser, with the stub host around it. */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, ConsoleMessage, Page } from "playwright-core";
import { PreviewHost } from "../../../scripts/webview/preview-host.ts";
import { PAGE_THEMES, type PageThemeName } from "../../../scripts/webview/themes.ts";
import { type PageLocalisation, type PageMessage, previewHtml } from "../../../src/protocol/index.ts";
import { pageBundle } from "./bundle.ts";

const ORIGIN = "http://preview.test";
const SHOTS = fileURLToPath(new URL("../../../test-results/webview/", import.meta.url));

export interface PageOptions {
  readonly theme?: PageThemeName;
  readonly width?: number;
  readonly height?: number;
  /** A font as wide as any that users have. */
  readonly wideFont?: boolean;
  /** The host answers nothing: the test speaks for it. */
  readonly silent?: boolean;
  /** The page's language; what the host says is in the language of the test's own process. Absent: English. */
  readonly localisation?: PageLocalisation;
}

export interface PreviewPage {
  readonly page: Page;
  readonly host: PreviewHost;
  /** Errors, and violations of the content security policy, that the browser reported. */
  readonly problems: string[];
  /** From now on the host answers nothing, or answers again. */
  setSilent(silent: boolean): void;
  /** The newest message of a kind that no earlier call has given, once it is there. */
  waitFor<T extends PageMessage["type"]>(type: T): Promise<Extract<PageMessage, { type: T }>>;
  /** Waits until the page shows current results, all charts among them. */
  settled(): Promise<void>;
  setTheme(theme: PageThemeName): Promise<void>;
  /** Saves a picture of the page as a whole. */
  shoot(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function openPreview(browser: Browser, options: PageOptions = {}): Promise<PreviewPage> {
  const { script, style } = await pageBundle();
  const { width = 1200, height = 900 } = options;
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: "reduce" });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message: ConsoleMessage) => {
    if (message.type() === "error" || /Content Security Policy/i.test(message.text())) problems.push(message.text());
  });
  let silent = options.silent ?? false;
  const given = new Set<PageMessage>();
  const nonce = "n0nce";
  const html = previewHtml({
    cspSource: ORIGIN,
    nonce,
    scriptUri: `${ORIGIN}/preview.js`,
    styleUri: `${ORIGIN}/preview.css`,
    localisation: options.localisation,
  });
  await page.route(`${ORIGIN}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/preview.js") return route.fulfill({ contentType: "text/javascript", body: script });
    if (pathname === "/preview.css") return route.fulfill({ contentType: "text/css", body: style });
    if (pathname === "/") return route.fulfill({ contentType: "text/html", body: html });
    return route.fulfill({ status: 204 });
  });
  const host = new PreviewHost((message) => {
    if (page.isClosed()) return;
    // As text: Playwright looks at each of an object's thousands of numbers several times.
    page.evaluate((text) => window.postMessage(JSON.parse(text), "*"), JSON.stringify(message)).catch(() => {});
  });
  await page.exposeFunction("ropeLensPost", (message: PageMessage) => {
    if (silent) host.received.push(message);
    else void host.receive(message);
  });
  await page.addInitScript(installHost);
  await page.addInitScript(installTheme, themeOf(options.theme ?? "dark", options.wideFont));

  return {
    page,
    host,
    problems,
    setSilent(value) {
      silent = value;
    },
    async waitFor<T extends PageMessage["type"]>(type: T) {
      for (;;) {
        const isWanted = (message: PageMessage): message is Extract<PageMessage, { type: T }> =>
          message.type === type && !given.has(message);
        const found = host.received.findLast(isWanted);
        if (found !== undefined) {
          given.add(found);
          return found;
        }
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    async settled() {
      await page.waitForSelector('body[data-state="current"] #page[aria-busy="false"]');
      await page.waitForFunction(() => {
        const open = (id: string): boolean => document.querySelector(`#${id}[open]`) !== null;
        const content = document.querySelector<HTMLElement>("#content");
        if (content === null || content.hidden) return true;
        const drawn = (selector: string): boolean => document.querySelector(`${selector}[aria-label]`) !== null;
        return (
          (!open("heatmaps-block") || drawn(".heatmap canvas")) && (!open("lengths-block") || drawn("#lengths-chart"))
        );
      });
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    },
    setTheme: (theme) => page.evaluate(applyTheme, themeOf(theme, options.wideFont)),
    async shoot(name) {
      mkdirSync(SHOTS, { recursive: true });
      await page.screenshot({ path: `${SHOTS}${name}.png`, fullPage: true });
    },
    close: () => context.close(),
  };
}

/** Loads the page and opens a file in it. */
export async function openFile(preview: PreviewPage, file: string, text: string): Promise<void> {
  preview.host.open(file, text);
  await preview.page.goto(`${ORIGIN}/`);
  await preview.settled();
}

/** Loads the page around a host that has nothing open yet. */
export async function openEmpty(preview: PreviewPage): Promise<void> {
  await preview.page.goto(`${ORIGIN}/`);
  await preview.page.waitForSelector("#page", { state: "attached" });
}

interface ThemeInPage {
  readonly bodyClasses: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

function themeOf(name: PageThemeName, wideFont = false): ThemeInPage {
  const { bodyClasses, variables } = PAGE_THEMES[name];
  return { bodyClasses, variables: { ...variables, ...(wideFont ? { "--vscode-font-family": '"DejaVu Sans"' } : {}) } };
}

/** Runs in the page, before its own script. */
function installHost(): void {
  const post: unknown = Reflect.get(window, "ropeLensPost");
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => {
      if (typeof post === "function") post(message);
    },
    getState: () => JSON.parse(sessionStorage.getItem("state") ?? "null"),
    setState: (next) => sessionStorage.setItem("state", JSON.stringify(next)),
  });
}

/** Runs in the page as soon as there is a body, as in VS Code. */
function installTheme(theme: ThemeInPage): void {
  const observer = new MutationObserver(() => {
    if (document.body === null) return;
    observer.disconnect();
    document.body.className = theme.bodyClasses.join(" ");
    for (const [name, value] of Object.entries(theme.variables))
      document.documentElement.style.setProperty(name, value);
  });
  observer.observe(document, { childList: true, subtree: true });
}

function applyTheme(theme: ThemeInPage): void {
  document.body.className = theme.bodyClasses.join(" ");
  for (const [name, value] of Object.entries(theme.variables)) document.documentElement.style.setProperty(name, value);
}
