import { type Disposable, type LanguageStatusItem, LanguageStatusSeverity, l10n, languages, type Uri } from "vscode";
import type { AdviceParams } from "../protocol/index.ts";
import type { ServerState } from "./session.ts";

/** What the active config describes and how the server fares, in the language status of JSON files. */
export class ModelStatus implements Disposable {
  private readonly item: LanguageStatusItem;
  private readonly models = new Map<string, AdviceParams["model"]>();
  private shown: string | null = null;
  private state: ServerState = "off";

  constructor() {
    // The selector matches nothing until a candidate is active: other JSON files are not spoken of.
    this.item = languages.createLanguageStatusItem("ropeLens.model", []);
    this.item.name = "RoPE Lens";
  }

  take({ uri, model }: AdviceParams): void {
    this.models.set(uri, model);
    this.draw();
  }

  show(uri: Uri | null): void {
    this.shown = uri?.toString() ?? null;
    this.item.selector = uri === null ? [] : [{ scheme: uri.scheme, language: "json", pattern: uri.path }];
    this.draw();
  }

  enter(state: ServerState): void {
    this.state = state;
    if (state !== "running") this.models.clear();
    this.draw();
  }

  dispose(): void {
    this.item.dispose();
  }

  private draw(): void {
    const { item, state } = this;
    const model = this.shown === null ? null : (this.models.get(this.shown) ?? null);
    item.busy = state === "starting";
    item.severity = state === "stopped" ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    item.text = state === "stopped" ? l10n.t("RoPE Lens has stopped") : (model?.title ?? "RoPE Lens");
    item.detail = state === "stopped" ? "" : (model?.detail ?? "");
    item.command =
      state === "stopped"
        ? { title: l10n.t("Restart"), command: "ropeLens.restartServer" }
        : { title: l10n.t("Preview"), command: "ropeLens.preview" };
  }
}
