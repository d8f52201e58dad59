/** A config as the verbs want it: text, one parse of it, and the files beside it. */
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type ConfigSnapshot, type ReadOptions, readConfig } from "../../config/index.ts";
import type { ProjectSettings } from "../../project/index.ts";
import { SIBLING_NAMES, type Siblings } from "../../rules/index.ts";
import { CannotRun } from "../exit.ts";
import type { Io } from "../io.ts";
import { rangesIn } from "../output/position.ts";
import { SettingsFinder, statedLength } from "../settings/find-settings.ts";
import { type FoundFile, kindOf } from "./find-files.ts";
import { decode, isRegularFile, readTextFile } from "./text-file.ts";

export interface ConfigFile extends FoundFile {
  readonly snapshot: ConfigSnapshot;
}

/** @throws CannotRun when it cannot be read as text */
async function readConfigFile(
  found: FoundFile,
  io: Pick<Io, "readStdin">,
  options: ReadOptions = {},
): Promise<ConfigFile> {
  const { path, name } = found;
  return { path, name, snapshot: readConfig(await readConfigText(found, io), options) };
}

/** @throws CannotRun when it cannot be read as text; TooLarge */
export async function readConfigText({ path, name }: FoundFile, io: Pick<Io, "readStdin">): Promise<string> {
  return path === null ? decode(await io.readStdin(), "standard input") : readTextFile(path, name);
}

/** The text of the files beside it, by name; those that cannot be read have no entry. */
export function readSiblings({ path, beside }: FoundFile): Siblings {
  if (path === null) return {};
  const siblings: Record<string, string> = {};
  for (const name of SIBLING_NAMES) {
    if (beside?.includes(name) === false) continue;
    const sibling = join(dirname(path), name);
    try {
      // Most configs stand alone, and an exception costs more than a look.
      if (!isRegularFile(sibling)) continue;
      siblings[name] = readFileSync(sibling, "utf8");
    } catch {
      // A rule that wants the file has nothing to say then.
    }
  }
  return siblings;
}

/** A config with the settings of the project that it lies in. */
export interface ProjectConfigFile extends ConfigFile {
  readonly settings: ProjectSettings;
}

/** @param pretrainedLength tokens; null: what the project's settings say, else the file */
export async function readProjectConfig(
  found: FoundFile,
  pretrainedLength: number | null,
  io: Pick<Io, "cwd" | "readStdin">,
  finder: SettingsFinder = new SettingsFinder(io.cwd),
): Promise<ProjectConfigFile> {
  const project = finder.of(found);
  const options = { pretrainedLength: pretrainedLength ?? statedLength(project, found) };
  return { ...(await readConfigFile(found, io, options)), settings: project.settings };
}

/** @throws CannotRun when it does not parse, or is no model config */
export function asModelConfig<File extends ConfigFile>(file: File): File {
  const { model, syntaxProblems, text } = file.snapshot;
  const broken = syntaxProblems.find((problem) => problem.breaksTree);
  if (broken !== undefined) {
    const { line, character } = rangesIn(text)(broken).start;
    throw new CannotRun(`${file.name} does not parse. Line ${line + 1}, column ${character + 1}: ${broken.message}.`);
  }
  if (text.trim() === "") throw new CannotRun(`${file.name} is empty`);
  if (model === null) {
    throw new CannotRun(
      `${file.name} is not a model config: it has no model_type, no architectures, and no RoPE and attention shape keys.`,
    );
  }
  return file;
}

/** @throws CannotRun when the RoPE's values are such that none can be computed */
export function computable<File extends ConfigFile>(file: File): File {
  const { model } = file.snapshot;
  if (model?.hasRope === true && model.ropes.length === 0) {
    throw new CannotRun(`${file.name}: its RoPE cannot be computed; rope-lens check says why`);
  }
  return file;
}

/**
 * The one config of the verbs that take one: a file, a folder that holds one, or `-`.
 * @param pretrainedLength tokens; null: what the project's settings say, else the file
 * @throws CannotRun when it cannot be read, does not parse, or is no model config
 */
export async function readModelConfig(
  argument: string,
  pretrainedLength: number | null,
  io: Io,
): Promise<ProjectConfigFile> {
  return asModelConfig(await readProjectConfig(locate(argument, io), pretrainedLength, io));
}

/**
 * The same for verbs that compute with the RoPE.
 * @throws CannotRun also when the RoPE's values are such that none can be computed
 */
export async function readRopeConfig(
  argument: string,
  pretrainedLength: number | null,
  io: Io,
): Promise<ProjectConfigFile> {
  return computable(await readModelConfig(argument, pretrainedLength, io));
}

function locate(argument: string, io: Io): FoundFile {
  if (argument === "-") return { path: null, name: "-" };
  const path = resolve(io.cwd, argument);
  if (kindOf(path) !== "folder") return { path, name: argument };
  return { path: join(path, "config.json"), name: `${argument.replace(/[/\\]+$/, "")}/config.json` };
}
