/** Which `rope-lens.config.json` applies to a file: the nearest one, in its folder or above. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { type ProjectSettings, parseProjectSettings, pretrainedLengthFor, SETTINGS_NAME } from "../../project/index.ts";
import { CannotRun } from "../exit.ts";
import type { FoundFile } from "../reading/find-files.ts";
import { reasonOf } from "../reading/text-file.ts";

export interface FoundSettings {
  readonly settings: ProjectSettings;
  /** The folder that its paths start from; null where there is no such file. */
  readonly folder: string | null;
}

const NONE: FoundSettings = { settings: {}, folder: null };

/** Reads each settings file once a run. */
export class SettingsFinder {
  private readonly cwd: string;
  private readonly known = new Map<string, FoundSettings>();

  constructor(cwd: string) {
    this.cwd = cwd;
  }

  /** @throws CannotRun when the file that applies cannot be read or understood */
  of({ path, beside }: FoundFile): FoundSettings {
    const there = beside === undefined ? undefined : (name: string) => beside.includes(name);
    return this.at(path === null ? this.cwd : dirname(path), there);
  }

  /** @param there whether the folder has a file of that name; without it the system is asked */
  private at(folder: string, there = (name: string) => existsSync(join(folder, name))): FoundSettings {
    const known = this.known.get(folder);
    if (known !== undefined) return known;
    // A repository is a world of its own: what lies above it is somebody else's.
    const outermost = () => there(".git") || dirname(folder) === folder;
    const found = there(SETTINGS_NAME) ? read(folder) : outermost() ? NONE : this.at(dirname(folder));
    this.known.set(folder, found);
    return found;
  }
}

function read(folder: string): FoundSettings {
  const path = join(folder, SETTINGS_NAME);
  let text: string;
  try {
    const status = statSync(path);
    // A pipe would be waited for without end.
    if (!status.isFile() && !status.isDirectory()) throw new Error("it is neither a file nor a folder");
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new CannotRun(`${path}: ${reasonOf(error)}`);
  }
  const parsed = parseProjectSettings(text);
  if ("fault" in parsed) throw new CannotRun(`${path}: ${parsed.fault}`);
  return { settings: parsed.settings, folder };
}

/** The pretrained length that the project states for a file, tokens; undefined where it states none. */
export function statedLength({ settings, folder }: FoundSettings, { path }: FoundFile): number | undefined {
  const below = path === null || folder === null ? "-" : relative(folder, path);
  return pretrainedLengthFor(settings.pretrainedLength, below.split(sep).join("/"));
}
