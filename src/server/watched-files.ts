import { SETTINGS_NAME } from "../project/index.ts";
import { SIBLING_NAMES } from "../rules/index.ts";
import type { DocumentStore } from "./document-store.ts";
import { type Connection, DidChangeWatchedFilesNotification } from "./lsp.ts";

/** What to do when a file changes that findings depend on beside the config itself. */
export interface WatchedFilesListener {
  project(): void;
  /** @param uris of the files that changed */
  sibling(uris: readonly string[]): void;
}

/** Asks the editor to tell of such changes. */
export async function watchFiles(connection: Connection): Promise<void> {
  const globPattern = `**/{${[SETTINGS_NAME, ...SIBLING_NAMES].join(",")}}`;
  await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern }] });
}

/** Listens to what the editor tells, and to saves, which it tells also of files outside of the workspace. */
export function onWatchedFiles(connection: Connection, documents: DocumentStore, listener: WatchedFilesListener): void {
  const changed = (uris: readonly string[]) => {
    const named = (names: readonly string[]) => uris.filter((uri) => names.some((name) => uri.endsWith(`/${name}`)));
    if (named([SETTINGS_NAME]).length > 0) listener.project();
    const siblings = named(SIBLING_NAMES);
    if (siblings.length > 0) listener.sibling(siblings);
  };
  connection.onDidChangeWatchedFiles(({ changes }) => changed(changes.map(({ uri }) => uri)));
  documents.open.onDidSave(({ document }) => changed([document.uri]));
}
