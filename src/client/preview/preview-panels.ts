import {
  type Disposable,
  type Memento,
  type TextDocument,
  type Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import { PanelMemory } from "./panel-memory.ts";
import { type PanelServices, PreviewPanel } from "./preview-panel.ts";

const VIEW_TYPE = "ropeLens.preview";

/** The open previews: one follows the active editor, pinned ones stay with their file. */
export class PreviewPanels implements Disposable {
  private readonly panels = new Set<PreviewPanel>();
  private readonly subscriptions: Disposable[];
  private readonly services: PanelServices;
  private readonly memory: PanelMemory;

  constructor(services: PanelServices, memento: Memento) {
    this.services = services;
    this.memory = new PanelMemory(memento);
    this.subscriptions = [
      window.registerWebviewPanelSerializer(VIEW_TYPE, {
        deserializeWebviewPanel: async (panel: WebviewPanel) => {
          const { file, pinned } = this.memory.claim();
          this.adopt(panel, file, pinned);
        },
      }),
      workspace.onDidChangeTextDocument(({ document }) => this.each(document.uri, (panel) => panel.typed())),
      workspace.onDidSaveTextDocument(({ uri }) => this.each(uri, (panel) => panel.refresh())),
      workspace.onDidDeleteFiles(({ files }) => {
        for (const uri of files) this.each(uri, (panel) => panel.refresh());
      }),
      workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.each(oldUri, (panel) => panel.show(newUri));
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("ropeLens")) this.refreshAll();
      }),
    ];
  }

  /** Opens a preview of the file beside its editor, or shows the one that is there. */
  open(file: Uri | null): void {
    const shown = [...this.panels].find((panel) => panel.file?.toString() === file?.toString());
    const panel = shown ?? this.following();
    if (panel !== undefined) {
      panel.show(file);
      panel.reveal();
      return;
    }
    const column = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    this.adopt(window.createWebviewPanel(VIEW_TYPE, "RoPE Lens", column, { enableFindWidget: true }), file, false);
  }

  /** @param document the candidate in the active editor, or null when it shows something else. */
  follow(document: TextDocument | null): void {
    // What is no config (a script, a log) leaves the preview as it is: its reader comes back to the config.
    if (document !== null) this.following()?.show(document.uri);
  }

  refreshAll(): void {
    for (const panel of this.panels) panel.refresh();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private following(): PreviewPanel | undefined {
    return [...this.panels].find((panel) => !panel.pinned);
  }

  private adopt(webviewPanel: WebviewPanel, file: Uri | null, pinned: boolean): void {
    const panel = new PreviewPanel(webviewPanel, this.services, file, pinned);
    this.panels.add(panel);
    panel.onChange(() => this.memory.keep(this.panels));
    panel.onDispose(() => {
      this.panels.delete(panel);
      this.memory.keep(this.panels);
    });
    this.memory.keep(this.panels);
  }

  private each(uri: Uri, act: (panel: PreviewPanel) => void): void {
    for (const panel of this.panels) if (panel.file?.toString() === uri.toString()) act(panel);
  }
}
