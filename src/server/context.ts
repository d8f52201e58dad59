import type { AdviceStore } from "./advice-store.ts";
import type { ClientSupport } from "./client-support.ts";
import type { DocumentStore } from "./document-store.ts";
import type { FindingsStore } from "./findings-store.ts";
import type { Connection } from "./lsp.ts";
import type { ProjectStore } from "./project-store.ts";
import type { SettingsStore } from "./settings-store.ts";
import type { SiblingStore } from "./siblings.ts";

/** What every feature is given. */
export interface ServerContext {
  readonly connection: Connection;
  readonly documents: DocumentStore;
  readonly settings: SettingsStore;
  readonly projects: ProjectStore;
  readonly siblings: SiblingStore;
  readonly findings: FindingsStore;
  readonly advice: AdviceStore;
  /** What the editor can do. Known once it has said so in `initialize`: ask in handlers, not while registering them. */
  readonly client: () => ClientSupport;
  /** Address of a page of the documentation, given its path in the project. */
  readonly documentation: (path: string) => string | null;
  /** How a document is named to the user: its path in the workspace, else its file name. */
  readonly displayName: (uri: string) => string;
}
