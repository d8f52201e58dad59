import { type Connection, DidChangeConfigurationNotification } from "vscode-languageserver";
import { FILE_CHOICES_NOTIFICATION, type FileChoices, type Settings } from "../protocol/index.ts";
import type { ClientSupport } from "./client-support.ts";
import { DEFAULT_SETTINGS, isRecord, settingsOf } from "./settings.ts";

const SECTION = "ropeLens";

/** The settings of each file: the editor's, with what the user chose for this file on top. Cached until they change. */
export class SettingsStore {
  private readonly cache = new Map<string, Promise<Settings>>();
  private readonly choices = new Map<string, FileChoices>();
  private readonly listeners: ((uri: string | null) => void)[] = [];
  private readonly connection: Connection;
  private pushed: Settings = DEFAULT_SETTINGS;
  private canAsk = false;

  constructor(connection: Connection) {
    this.connection = connection;
    connection.onDidChangeConfiguration(({ settings }) => {
      this.takePushed(settings);
      this.cache.clear();
      this.changed(null);
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
    const settings = this.fetch(uri).then((fetched) => withChoices(fetched, this.choices.get(uri)));
    this.cache.set(uri, settings);
    return settings;
  }

  forget(uri: string): void {
    this.cache.delete(uri);
  }

  /** @param listener is given the file whose settings changed; null when those of any file may have. */
  onChange(listener: (uri: string | null) => void): void {
    this.listeners.push(listener);
  }

  private async fetch(uri: string): Promise<Settings> {
    if (!this.canAsk) return this.pushed;
    const value: unknown = await this.connection.workspace.getConfiguration({ scopeUri: uri, section: SECTION });
    return settingsOf(value);
  }

  private takePushed(settings: unknown): void {
    if (isRecord(settings) && isRecord(settings[SECTION])) this.pushed = settingsOf(settings[SECTION]);
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
