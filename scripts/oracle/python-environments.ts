/**
 * Python environments with pinned releases, made once. What releases share (torch, mlx, the packages that engines import) is
 * installed in environments of its own; each release has a small one that finds them through a .pth file.
 */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Framework, nameOf, type Places, type Target } from "./places.ts";
import { transformersOf } from "./releases.ts";

const run = promisify(execFile);

/** Only config loading, rotary modules and attention layers run, so the processor's build is enough. */
const SHARED = {
  mlx: ["mlx[cpu]", "numpy"],
  torch: ["torch", "numpy", "pyyaml", "regex", "requests", "safetensors", "tqdm", "filelock", "packaging", "fsspec"],
  // What the modules of vLLM and SGLang import on the way to a model file; their compiled parts are stubbed.
  engines: [
    "aiohttp",
    "blake3",
    "cachetools",
    "cbor2",
    "cloudpickle",
    "depyf",
    "diskcache",
    "einops",
    "fastapi",
    "gguf",
    "ijson",
    "ipython",
    "jsonschema",
    "lark",
    "llguidance",
    "mistral_common",
    "msgspec",
    "numba",
    "openai",
    "opentelemetry-api",
    "orjson",
    "oss-harmony",
    "partial-json-parser",
    "pillow",
    "prometheus_client",
    "protobuf",
    "psutil",
    "py-cpuinfo",
    "pybase64",
    "pydantic",
    "python-json-logger",
    "python-multipart",
    "pyzmq",
    "scipy",
    "sentencepiece",
    "setproctitle",
    "six",
    "tiktoken",
    "uvicorn",
    "uvloop",
    "watchfiles",
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type Shared = keyof typeof SHARED;

/** Would bring a torch of their own. */
const WITHOUT_REQUIREMENTS: Readonly<Partial<Record<Shared, readonly string[]>>> = {
  engines: ["compressed-tensors", "torchvision", "triton", "xgrammar"],
};

/** Each builds on those before it. */
const SHARED_BY: Readonly<Record<Framework, readonly Shared[]>> = {
  transformers: ["torch"],
  "mlx-lm": ["mlx"],
  vllm: ["torch", "engines"],
  sglang: ["torch", "engines"],
};

export interface PythonEnvironment {
  readonly python: string;
  /** Folder of the release's packages. */
  readonly packages: string;
}

/** Makes the environment of a release unless it is there. Needs a package index; raises what pip or Python says. */
export async function environmentOf(target: Target, { cache, say }: Places): Promise<PythonEnvironment> {
  const { framework } = target;
  const shared = await sharedEnvironments(SHARED_BY[framework], cache, say);
  const folder = join(cache, `${framework}-${target.release}`);
  if (!existsSync(join(folder, "done"))) {
    say(`installing ${nameOf(target)}`);
    await makeEnvironment(folder, shared);
    await install(target, folder, shared[0] ?? folder);
    writeFileSync(join(folder, "done"), "");
  }
  return { python: pythonOf(folder), packages: packagesOf(folder) };
}

/** Paths of the environments. */
async function sharedEnvironments(
  names: readonly Shared[],
  cache: string,
  say: (text: string) => void,
): Promise<readonly string[]> {
  await mkdir(cache, { recursive: true });
  const made: string[] = [];
  for (const name of names) {
    const folder = join(cache, name);
    if (!existsSync(join(folder, "done"))) {
      say(`installing what several releases share: ${name}`);
      if (made.length === 0) await run("python3", ["-m", "venv", folder]);
      else await makeEnvironment(folder, made);
      await pip(made[0] ?? folder, folder, SHARED[name]);
      const alone = WITHOUT_REQUIREMENTS[name];
      if (alone !== undefined) await pip(made[0] ?? folder, folder, ["--no-deps", ...alone]);
      writeFileSync(join(folder, "done"), "");
    }
    made.push(folder);
  }
  return made;
}

/** An environment without pip that finds the packages of `shared` after its own. */
async function makeEnvironment(folder: string, shared: readonly string[]): Promise<void> {
  await run("python3", ["-m", "venv", "--without-pip", folder]);
  const lines = shared.map((path) => `${packagesOf(path)}\n`);
  writeFileSync(join(packagesOf(folder), "shared.pth"), lines.join(""));
}

async function install({ framework, release }: Target, folder: string, withPip: string): Promise<void> {
  const itself = `${framework}==${release}`;
  if (framework === "transformers") return pip(withPip, folder, [itself]);
  // The model files of mlx-lm need mlx alone, and the engines' requirements are gigabytes of compiled kernels.
  await pip(withPip, folder, ["--no-deps", itself]);
  const transformers = transformersOf({ framework, release });
  if (transformers === null) return;
  await pip(withPip, folder, [`transformers==${transformers}`]);
  removeCompiled(join(packagesOf(folder), framework));
}

/** Compiled modules find no accelerator here; the engines do without those that are missing. */
function removeCompiled(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  for (const name of files) if (name.endsWith(".so")) rmSync(join(folder, name));
}

async function pip(withPip: string, into: string, arguments_: readonly string[]): Promise<void> {
  const options = ["-m", "pip", "--python", pythonOf(into), "install", "--quiet", ...arguments_];
  await run(pythonOf(withPip), options, { maxBuffer: 64 * 1024 * 1024 });
}

function pythonOf(folder: string): string {
  return join(folder, "bin", "python");
}

function packagesOf(folder: string): string {
  const lib = join(folder, "lib");
  const python = readdirSync(lib).find((name) => name.startsWith("python"));
  if (python === undefined) throw new Error(`no Python in ${lib}`);
  return join(lib, python, "site-packages");
}
