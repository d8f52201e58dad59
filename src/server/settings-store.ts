import { isRecord } from "../config/is-record.ts";
import { FILE_CHOICES_NOTIFICATION, type FileChoices, type Settings } from "../protocol/index.ts";
import type { ClientSupport } from "./client-support.ts";
import { type Connection, DidChangeConfigurationNotification } from "./lsp.ts";
import { type ProjectStore, statedLength } from "./project-store.ts";
import { settingsOf, withProject } from "./settings.ts";
import { pathFrom, workspaceFolderOf } from "./workspace-paths.ts";

const SECTION = "ropeLens";

/**
 * The settings of each file: the editor's, those of the project over them, and what the user chose for this file on top.
 * Cached until they change.
 */
export class SettingsStore {
  private readonly cache = new Map<string, Promise<Settings>>();
  private readonly choices = new Map<string, FileChoices>();
  private readonly listeners: ((uri: string | null) => void)[] = [];
  private readonly latest = new Map<string, Settings>();
  private readonly connection: Connection;
  private readonly projects: ProjectStore;
  private readonly workspaceFolders: () => readonly string[];
  private pushed: unknown = null;
  private canAsk = false;

  constructor(connection: Connection, projects: ProjectStore, workspaceFolders: () => readonly string[]) {
    this.connection = connection;
    this.projects = projects;
    this.workspaceFolders = workspaceFolders;
    connection.onDidChangeConfiguration(({ settings }) => {
      this.takePushed(settings);
      this.refresh();
    });
    connection.onNotification(FILE_CHOICES_NOTIFICATION, (choices: FileChoices) => {
      this.choices.set(choices.uri, choices);
      this.cache.delete(choices.uri);
      this.changed(choices.uri);
    });
  }

  /** To be called once the editor says that it is initialized. */
  async begin(support: ClientSupport, initializationOptions: unknown): Promise<void> {
    this.canAsk = support.configuration;
    if (isRecord(initializationOptions)) this.takePushed({ [SECTION]: initializationOptions.settings });
    if (support.dynamicConfiguration) {
      await this.connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
    }
  }

  of(uri: string): Promise<Settings> {
    const known = this.cache.get(uri);
    if (known !== undefined) return known;
    const settings = this.fetch(uri).then((fetched) => {
      const chosen = withChoices(fetched, this.choices.get(uri));
      // A request that was overtaken by a change brings what no longer holds.
      if (this.cache.get(uri) === settings) this.latest.set(uri, chosen);
      return chosen;
    });
    this.cache.set(uri, settings);
    return settings;
  }

  /** What was last known of a file, without asking; null before the first answer. */
  known(uri: string): Settings | null {
    return this.latest.get(uri) ?? null;
  }

  forget(uri: string): void {
    this.cache.delete(uri);
    this.latest.delete(uri);
  }

  /** Asks anew for the settings of every file: what they come from has changed. */
  refresh(): void {
    this.cache.clear();
    this.changed(null);
  }

  /** @param listener is given the file whose settings changed; null when those of any file may have. */
  onChange(listener: (uri: string | null) => void): void {
    this.listeners.push(listener);
  }

  private async fetch(uri: string): Promise<Settings> {
    const [value, project] = await Promise.all([this.editors(uri), this.projects.of(uri)]);
    const settings = settingsOf(value, pathFrom(workspaceFolderOf(uri, this.workspaceFolders()), uri));
    return project === null ? settings : withProject(settings, project.settings, statedLength(project, uri));
  }

  private async editors(uri: string): Promise<unknown> {
    if (!this.canAsk) return this.pushed;
    return this.connection.workspace.getConfiguration({ scopeUri: uri, section: SECTION });
  }

  private takePushed(settings: unknown): void {
    if (isRecord(settings) && isRecord(settings[SECTION])) this.pushed = settings[SECTION];
  }

  private changed(uri: string | null): void {
    for (const listener of this.listeners) listener(uri);
  }
}

function withChoices(settings: Settings, choices: FileChoices | undefined): Settings {
  if (choices === undefined) return settings;
  return {
    ...settings,
    use: choices.use ?? settings.use,
    targetLength: choices.targetLength ?? settings.targetLength,
  };
}
