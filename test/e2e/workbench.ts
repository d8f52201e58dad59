import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, FrameLocator, Locator, Page, PageScreenshotOptions } from "playwright-core";
import { expect, type RunnerTask } from "vitest";
import { freePort, ROOT, type RunningVsCode, startVsCode } from "../../scripts/vscode.mjs";
import { launchBrowser } from "../support/browser.ts";
import { EXTENSIONS, HOME } from "./global-setup.ts";
import { createWorkspace, type WorkspaceFiles } from "./workspace.ts";

type Clip = NonNullable<PageScreenshotOptions["clip"]>;

/** How long something that polls is waited for. */
const PATIENCE = { timeout: 60_000 };

/** How often a click that VS Code can swallow is repeated. */
const MOST_ATTEMPTS = 5;

const SHOTS = join(ROOT, "test-results", "e2e");

export interface WorkbenchOptions extends WorkspaceFiles {
  /** Names the workspace and the user of this test file. */
  readonly name: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Opens the workspace as one that is not trusted. */
  readonly untrusted?: boolean;
}

/** A real VS Code with the installed VSIX, used by mouse and keyboard. */
export class Workbench {
  readonly page: Page;
  readonly folder: string;
  private readonly browser: Browser;
  private readonly server: RunningVsCode;
  private opened = "";

  static async open({ name, settings = {}, untrusted = false, ...files }: WorkbenchOptions): Promise<Workbench> {
    const home = join(HOME, name);
    const { folder, opened } = await createWorkspace(home, files);
    const trustSettings = untrusted ? { "security.workspace.trust.startupPrompt": "never" } : {};
    const server = await startVsCode({
      workspace: opened,
      extensionsFolder: EXTENSIONS,
      userDataFolder: join(home, "user"),
      port: await freePort(),
      settings: { "workbench.colorTheme": "Default Dark Modern", ...trustSettings, ...settings },
      trust: untrusted,
    });
    const browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1500, height: 950 } });
    page.setDefaultTimeout(PATIENCE.timeout);
    await page.goto(server.url);
    await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
    return new Workbench(page, folder, browser, server);
  }

  private constructor(page: Page, folder: string, browser: Browser, server: RunningVsCode) {
    this.page = page;
    this.folder = folder;
    this.browser = browser;
    this.server = server;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
  }

  /** Opens a file of the workspace as somebody does who knows its name. */
  async openFile(path: string): Promise<void> {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const rows = this.page.locator(`.quick-input-list .monaco-list-row[aria-label^="${name}"]`);
    // The row shows name and folder apart; another file's name may end with this one's.
    const row = path.split("/").reduce((found, part) => found.filter({ hasText: part }), rows);
    const active = this.page.locator(`.tab.active[data-resource-name="${name}"]`).first();
    // The list is drawn anew while it is searched: a click can land on the row that took the place of the one meant.
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("Control+P");
      await this.page.locator(".quick-input-widget input").fill(path);
      await row.first().click();
      try {
        await active.waitFor({ timeout: 10_000 });
        break;
      } catch (error) {
        if (attempt === MOST_ATTEMPTS) throw error;
      }
    }
    this.opened = path;
    await this.editor.locator(".view-line").first().waitFor();
  }

  /** Runs a command from the palette. */
  async runCommand(title: string): Promise<void> {
    const row = this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
    // A palette that is opened before VS Code has read the extensions does not learn of their commands: it is opened anew.
    await expect
      .poll(async () => {
        await this.page.keyboard.press("Escape");
        await this.page.keyboard.press("F1");
        await this.page.locator(".quick-input-widget input").fill(`>${title}`);
        return row.waitFor({ timeout: 3000 }).then(
          () => true,
          () => false,
        );
      }, PATIENCE)
      .toBe(true);
    await row.click();
  }

  /** Chooses an entry of the list that a command shows. */
  async pick(label: string): Promise<void> {
    const exactly = this.page.locator(".quick-input-list .label-name").getByText(label, { exact: true });
    await exactly.click();
  }

  /** Gives the keyboard back to the text. */
  async focusEditor(): Promise<void> {
    await this.page.keyboard.press("Control+1");
    await this.editor.locator("textarea, .native-edit-context").first().focus();
  }

  /** The next file opens in the column of the text that is on screen. */
  async clickIntoEditor(): Promise<void> {
    // A mouse that rests on a tab keeps the tab's tooltip over the first line.
    await this.page.mouse.move(0, 0);
    await this.editor.locator(".view-line").first().click();
  }

  /** By VS Code's command, which waits until what a window remembers is stored: a reload by the browser does not. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent("load");
    await this.runCommand("Developer: Reload Window");
    await loaded;
    await this.page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
  }

  get editor(): Locator {
    return this.page.locator(".editor-group-container .monaco-editor").first();
  }

  /** A code lens by what it says. */
  lens(text: string | RegExp): Locator {
    return this.editor.locator(".codelens-decoration a, .codelens-decoration span", { hasText: text });
  }

  get statusBar(): Locator {
    return this.page.locator("#rope-lens\\.rope-lens\\.ropeLens\\.advice");
  }

  squiggles(...severities: ("error" | "warning" | "info")[]): Locator {
    return this.editor.locator(severities.map((severity) => `.squiggly-${severity}`).join(", "));
  }

  notifications(): Locator {
    return this.page.locator(".notifications-toasts .notification-list-item-message");
  }

  /** What the output channel in the panel shows. */
  async outputText(): Promise<string> {
    const lines = await this.page.locator(".panel .view-line").allTextContents();
    return lines.join("\n").trim();
  }

  /** The lines of the editor that are on screen. */
  async text(): Promise<string> {
    const lines = await this.editor.locator(".view-line").allTextContents();
    // The editor draws spaces that do not break.
    return lines.join("\n").replaceAll("\u00a0", " ");
  }

  async closeTab(name: string): Promise<void> {
    const tab = this.page.locator(`.tab[data-resource-name$="${name}"]`).first();
    await tab.hover();
    await tab.locator(".tab-actions .action-label").click();
    await tab.waitFor({ state: "detached" });
  }

  async clearNotifications(): Promise<void> {
    await this.runCommand("Notifications: Clear All Notifications");
    await this.notifications().first().waitFor({ state: "detached" });
  }

  /** Puts the cursor; lines and columns from 1. */
  async goTo(line: number, column: number): Promise<void> {
    await this.page.keyboard.press("Control+G");
    await this.page.locator(".quick-input-widget input").fill(`:${line}:${column}`);
    await this.page.keyboard.press("Enter");
  }

  /** The word at a text in the editor, hovered until the hover shows. @returns what the hover says. */
  async hoverOver(text: string): Promise<string> {
    await this.editor.locator(".view-line span", { hasText: text }).last().hover();
    const hover = this.page.locator(".monaco-hover:not(.hidden)").filter({ hasText: /\S/ }).first();
    await hover.waitFor();
    return (await hover.textContent()) ?? "";
  }

  /**
   * Saves the file that was opened last, and waits until it is written: also one without changes, as VS Code does. A
   * press while VS Code is just saving by itself, as it does in a browser, writes nothing: it is pressed again.
   */
  async save(): Promise<void> {
    const path = join(this.folder, this.opened);
    const { mtimeMs } = await stat(path);
    await expect
      .poll(
        async () => {
          await this.page.keyboard.press("Control+S");
          await this.page.waitForTimeout(300);
          return (await stat(path)).mtimeMs;
        },
        { ...PATIENCE, interval: 500 },
      )
      .toBeGreaterThan(mtimeMs);
    await this.page.locator(".tab.dirty").waitFor({ state: "detached" });
  }

  async onDisk(path: string): Promise<string> {
    return readFile(join(this.folder, path), "utf8");
  }

  /** Gives files their content again where a test that is tried once more has changed them; their editors are closed. */
  async restore(files: Readonly<Record<string, string>>): Promise<void> {
    await this.runCommand("File: Save All Files");
    await this.runCommand("View: Close All Editors");
    for (const [path, content] of Object.entries(files)) {
      if ((await this.onDisk(path)) !== content) await writeFile(join(this.folder, path), content);
    }
  }

  /**
   * Clicks a code lens until what follows is on screen: VS Code swallows a click on a lens that it just draws anew.
   * A lens that is gone meanwhile has been clicked.
   */
  async clickLens(text: string | RegExp, follows: Locator): Promise<void> {
    await expect
      .poll(async () => {
        await this.lens(text)
          .click({ timeout: 5000 })
          .catch(() => {});
        return follows
          .first()
          .waitFor({ state: "attached", timeout: 10_000 })
          .then(
            () => true,
            () => false,
          );
      }, PATIENCE)
      .toBe(true);
  }

  async openPreviewByLens(): Promise<void> {
    await this.clickLens(/^Preview$/, this.page.locator("iframe.webview.ready"));
  }

  /** The page inside the preview, two frames deep. */
  get preview(): FrameLocator {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  }

  /** How many webviews on screen show a text. */
  async webviewsWith(text: string): Promise<number> {
    const shown = this.page.frames().map(async (frame) => {
      // A frame can go away while it is asked.
      return frame
        .getByText(text)
        .first()
        .isVisible()
        .catch(() => false);
    });
    return (await Promise.all(shown)).filter(Boolean).length;
  }

  /** What the preview's table says of a strategy's mean disturbance: "0.00671 nats, 72.1 % below linear". */
  async meanIn(strategy: string): Promise<string | null> {
    return this.preview.locator(`tr[data-strategy="${strategy}"] .mean`).getAttribute("title");
  }

  /** A picture for whoever looks at the results, in test-results/e2e. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(SHOTS, `${name}.png`) });
  }

  /**
   * A picture that the README or the walkthrough shows, by its path in the project. Taken only when ROPE_LENS_PICTURES is
   * set, so that tests leave the tree clean.
   */
  async picture(path: string, clip?: Clip): Promise<void> {
    if (process.env.ROPE_LENS_PICTURES === undefined) return;
    await this.page.screenshot({ path: join(ROOT, path), ...(clip === undefined ? {} : { clip }) });
  }

  /** For a test that failed: what was on screen then. */
  async screenshotFailure({ name, result }: RunnerTask): Promise<void> {
    if (result?.state === "fail") await this.screenshot(`failed ${name.replaceAll(/[^\w ]/g, "").slice(0, 60)}`);
  }
}
