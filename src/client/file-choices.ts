import type { Memento, Uri } from "vscode";
import type { FileChoices } from "../protocol/index.ts";

const KEY = "ropeLens.fileChoices";

type Choices = Omit<FileChoices, "uri">;

/** What the user chose for single files (target length, use), kept with the workspace and told to the server. */
export class FileChoicesStore {
  private readonly memento: Memento;
  private readonly tell: (choices: FileChoices) => void;

  constructor(memento: Memento, tell: (choices: FileChoices) => void) {
    this.memento = memento;
    this.tell = tell;
  }

  all(): FileChoices[] {
    return Object.entries(this.stored()).map(([uri, choices]) => ({ uri, ...choices }));
  }

  async set(uri: Uri, changed: Partial<Choices>): Promise<void> {
    const key = uri.toString();
    const { [key]: before, ...others } = this.stored();
    const after = { targetLength: null, use: null, ...before, ...changed };
    const isEmpty = after.targetLength === null && after.use === null;
    await this.memento.update(KEY, isEmpty ? others : { ...others, [key]: after });
    this.tell({ uri: key, ...after });
  }

  private stored(): Record<string, Choices> {
    return this.memento.get<Record<string, Choices>>(KEY, {});
  }
}
