/**
 * Python environments with pinned releases, made once. What all releases of a framework share (torch, mlx) is installed in
 * one of them; each release has a small one that finds the shared packages through a .pth file.
 */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Framework, nameOf, type Places, type Target } from "./places.ts";

const run = promisify(execFile);

/** Only config loading, rotary modules and attention layers run, so the processor's build is enough. */
const SHARED: Readonly<Record<Framework, readonly string[]>> = {
  transformers: [
    "torch",
    "numpy",
    "pyyaml",
    "regex",
    "requests",
    "safetensors",
    "tqdm",
    "filelock",
    "packaging",
    "fsspec",
  ],
  "mlx-lm": ["mlx[cpu]", "numpy"],
};

export interface PythonEnvironment {
  readonly python: string;
  /** Folder of the release's packages. */
  readonly packages: string;
}

/** Makes the environment of a release unless it is there. Needs a package index; raises what pip or Python says. */
export async function environmentOf(target: Target, { cache, say }: Places): Promise<PythonEnvironment> {
  const { framework, release } = target;
  const shared = await sharedEnvironment(framework, cache, say);
  const folder = join(cache, `${framework}-${release}`);
  const python = join(folder, "bin", "python");
  if (!existsSync(join(folder, "done"))) {
    say(`installing ${nameOf(target)}`);
    await run("python3", ["-m", "venv", "--without-pip", folder]);
    writeFileSync(join(packagesOf(folder), "shared.pth"), `${packagesOf(shared)}\n`);
    // mlx-lm's model files need mlx alone; its other requirements are tokenizers and downloads.
    const alone = framework === "mlx-lm" ? ["--no-deps"] : [];
    await pip(shared, ["--python", python, "install", "--quiet", ...alone, `${framework}==${release}`]);
    writeFileSync(join(folder, "done"), "");
  }
  return { python, packages: packagesOf(folder) };
}

async function sharedEnvironment(framework: Framework, cache: string, say: (text: string) => void): Promise<string> {
  const folder = join(cache, framework === "mlx-lm" ? "mlx" : "torch");
  if (!existsSync(join(folder, "done"))) {
    say(`installing what all releases of ${framework} share`);
    await mkdir(cache, { recursive: true });
    await run("python3", ["-m", "venv", folder]);
    await pip(folder, ["install", "--quiet", ...SHARED[framework]]);
    writeFileSync(join(folder, "done"), "");
  }
  return folder;
}

async function pip(folder: string, arguments_: readonly string[]): Promise<void> {
  await run(join(folder, "bin", "python"), ["-m", "pip", ...arguments_], { maxBuffer: 64 * 1024 * 1024 });
}

function packagesOf(folder: string): string {
  const lib = join(folder, "lib");
  const python = readdirSync(lib).find((name) => name.startsWith("python"));
  if (python === undefined) throw new Error(`no Python in ${lib}`);
  return join(lib, python, "site-packages");
}
