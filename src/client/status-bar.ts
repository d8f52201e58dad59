import {
  type Disposable,
  l10n,
  MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  type Uri,
  window,
} from "vscode";
import type { AdviceParams } from "../protocol/index.ts";

/** The advice on the active config at the right of the status bar; a click opens the preview. */
export class AdviceStatusBar implements Disposable {
  private readonly item: StatusBarItem;
  private readonly advice = new Map<string, NonNullable<AdviceParams["advice"]>>();
  private shown: string | null = null;

  constructor() {
    this.item = window.createStatusBarItem("ropeLens.advice", StatusBarAlignment.Right, 90);
    this.item.name = l10n.t("RoPE Lens");
    this.item.command = "ropeLens.preview";
  }

  take({ uri, advice }: AdviceParams): void {
    if (advice === null) this.advice.delete(uri);
    else this.advice.set(uri, advice);
    this.draw();
  }

  /** @param uri the config in the active editor; null when it shows something else. */
  show(uri: Uri | null): void {
    this.shown = uri?.toString() ?? null;
    this.draw();
  }

  clear(): void {
    this.advice.clear();
    this.draw();
  }

  dispose(): void {
    this.item.dispose();
  }

  private draw(): void {
    const advice = this.shown === null ? undefined : this.advice.get(this.shown);
    if (advice === undefined) {
      this.item.hide();
      return;
    }
    this.item.text = `$(graph-line) ${advice.label}`;
    this.item.tooltip = new MarkdownString(`${advice.detail}\n\n${l10n.t("Click to open the preview.")}`);
    this.item.accessibilityInformation = { label: `RoPE Lens: ${advice.label}. ${advice.detail}` };
    this.item.show();
  }
}
