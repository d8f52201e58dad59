import { type Memento, Uri } from "vscode";

const KEY = "ropeLens.previews";

interface Remembered {
  readonly file: string | null;
  readonly pinned: boolean;
}

/** Which file each open preview shows, so that the previews of a reloaded window find theirs again. */
export class PanelMemory {
  private readonly memento: Memento;
  private readonly unclaimed: Remembered[];

  constructor(memento: Memento) {
    this.memento = memento;
    this.unclaimed = [...memento.get<Remembered[]>(KEY, [])];
  }

  /** VS Code restores panels in the order in which they were opened. */
  claim(): { readonly file: Uri | null; readonly pinned: boolean } {
    const { file, pinned } = this.unclaimed.shift() ?? { file: null, pinned: false };
    return { file: file === null ? null : Uri.parse(file), pinned };
  }

  async keep(panels: Iterable<{ readonly file: Uri | null; readonly pinned: boolean }>): Promise<void> {
    const open = [...panels].map(({ file, pinned }): Remembered => ({ file: file?.toString() ?? null, pinned }));
    await this.memento.update(KEY, [...open, ...this.unclaimed]);
  }
}
