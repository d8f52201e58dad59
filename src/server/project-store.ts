import { type ProjectSettings, parseProjectSettings, pretrainedLengthFor, SETTINGS_NAME } from "../project/index.ts";
import type { ReadSiblings } from "./siblings.ts";
import { folderOf, pathFrom, workspaceFolderOf } from "./workspace-paths.ts";

/** The `rope-lens.config.json` that applies to a config. */
export interface FoundProject {
  readonly uri: string;
  readonly text: string;
  /** Address of the folder that it lies in, without a slash at its end. */
  readonly folder: string;
  readonly settings: ProjectSettings;
}

export interface ProjectHost {
  readonly read: ReadSiblings;
  readonly workspaceFolders: () => readonly string[];
  /** Is told once of each text that cannot be understood. */
  readonly broken: (uri: string, fault: string) => void;
}

/** A folder with one of these is the root of a repository, or of a work tree of one. What lies above is somebody else's. */
const REPOSITORY = [".git/HEAD", ".git"] as const;

/**
 * The project settings of each config: the nearest file, in its folder or above, as the command line takes it, but never
 * outside of the workspace folder. A config outside of every workspace folder has that of its own folder.
 */
export class ProjectStore {
  private readonly cache = new Map<string, Promise<FoundProject | null>>();
  private readonly reported = new Map<string, string>();
  private host: ProjectHost | null = null;

  begin(host: ProjectHost): void {
    this.host = host;
  }

  of(uri: string): Promise<FoundProject | null> {
    const folder = folderOf(uri);
    if (folder === null) return Promise.resolve(null);
    const known = this.cache.get(folder);
    if (known !== undefined) return known;
    const found = this.find(uri, folder).catch(() => null);
    this.cache.set(folder, found);
    return found;
  }

  forgetAll(): void {
    this.cache.clear();
  }

  private async find(uri: string, folder: string): Promise<FoundProject | null> {
    const { host } = this;
    if (host === null) return null;
    const levels = ways(folder, workspaceFolderOf(uri, host.workspaceFolders()));
    const texts = await host.read({
      uri,
      names: levels.flatMap(({ up }) => [SETTINGS_NAME, ...REPOSITORY].map((name) => up + name)),
    });
    for (const { up, at } of levels) {
      const text = texts[up + SETTINGS_NAME];
      if (text !== undefined) return this.parsed(`${at}/${SETTINGS_NAME}`, at, text);
      if (REPOSITORY.some((name) => texts[up + name] !== undefined)) return null;
    }
    return null;
  }

  private parsed(uri: string, folder: string, text: string): FoundProject | null {
    const parsed = parseProjectSettings(text);
    if (!("fault" in parsed)) {
      this.reported.delete(uri);
      return { uri, text, folder, settings: parsed.settings };
    }
    if (this.reported.get(uri) !== text) this.host?.broken(uri, parsed.fault);
    this.reported.set(uri, text);
    return null;
  }
}

/** The pretrained length that a project states for a config, tokens; undefined where it states none. */
export function statedLength({ settings, folder }: FoundProject, uri: string): number | undefined {
  return pretrainedLengthFor(settings.pretrainedLength, pathFrom(folder, uri));
}

interface Level {
  /** The way up from the config's folder: "", "../", "../../". */
  readonly up: string;
  /** Address of the folder that it leads to. */
  readonly at: string;
}

/** The folder and those above it, up to the workspace folder. */
function ways(folder: string, workspaceFolder: string | null): Level[] {
  const levels: Level[] = [{ up: "", at: folder }];
  if (workspaceFolder === null) return levels;
  for (let at = folder, up = ""; at.length > workspaceFolder.length; ) {
    at = at.slice(0, at.lastIndexOf("/"));
    up += "../";
    levels.push({ up, at });
  }
  return levels;
}
