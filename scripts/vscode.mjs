// A real VS Code from npm packages alone: code-server, with the Node that it needs, kept in `.vscode-test/`.
// `npm start` and the end-to-end tests share it. No build of native modules, no other download.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
export const CACHE = join(ROOT, ".vscode-test");

const CODE_SERVER = "4.139.1";
const NODE_MAJOR = "24";
const CODE_SERVER_FOLDER = join(CACHE, "node_modules", "code-server");
const VSCODE_FOLDER = join(CODE_SERVER_FOLDER, "lib", "vscode");
const READY = join(CACHE, `ready-${CODE_SERVER}-node-${NODE_MAJOR}`);

/** Runs a program to its end; rejects with its last lines of output when it fails. */
export function runToEnd(command, args, options = {}) {
  return new Promise((done, fail) => {
    // npm is a batch file on Windows, which only a shell starts.
    const shell = process.platform === "win32";
    const child = spawn(command, args, { cwd: ROOT, shell, stdio: ["ignore", "pipe", "pipe"], ...options });
    let output = "";
    const keep = (chunk) => {
      output = (output + chunk).slice(-4000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => fail(new Error(`${command} could not be started: ${error.message}`)));
    child.on("close", (code) => {
      if (code === 0) done();
      else fail(new Error(`${command} ${args.join(" ")} failed with exit code ${code}:\n${output.trim()}`));
    });
  });
}

function nodePackage() {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const prefix = process.platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  return `${prefix}-${platform}-${process.arch}`;
}

/** Path of the Node that runs code-server: this process's own where its version fits, else the one from npm. */
export function nodeExecutable() {
  if (process.versions.node.startsWith(`${NODE_MAJOR}.`)) return process.execPath;
  return join(CACHE, "node_modules", nodePackage(), "bin", "node");
}

/**
 * Fetches code-server and its Node into `.vscode-test/` unless they are there.
 * @param {(text: string) => void} say is told what is being done.
 * @throws {Error} on Windows, where code-server does not run, and when npm fails.
 */
export async function ensureVsCode(say = () => {}) {
  if (existsSync(READY) && existsSync(nodeExecutable())) return;
  if (process.platform === "win32") {
    throw new Error("code-server does not run on Windows; install VS Code and put `code` on the PATH.");
  }
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(join(CACHE, "package.json"), `${JSON.stringify({ private: true })}\n`);
  const install = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  say("fetching code-server and Node from npm (about 700 MB unpacked)");
  await runToEnd("npm", [...install, `${nodePackage()}@${NODE_MAJOR}`, `code-server@${CODE_SERVER}`], { cwd: CACHE });
  say("installing what code-server needs");
  await runToEnd("npm", [...install, "--omit=dev"], { cwd: VSCODE_FOLDER });
  await runToEnd("npm", [...install, "--omit=dev"], { cwd: join(VSCODE_FOLDER, "extensions") });
  writeFileSync(READY, "");
}

/** Lays the built extension unpacked into an extensions folder, as an installed one lies there: the content of the VSIX. */
export async function layExtension(extensionsFolder) {
  // Loaded here: a fresh clone has no packages when this file is read.
  const { listFiles, PackageManager } = (await import("@vscode/vsce")).default;
  const { publisher, name, version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const target = join(extensionsFolder, `${publisher}.${name}-${version}`);
  rmSync(extensionsFolder, { recursive: true, force: true });
  for (const file of await listFiles({ cwd: ROOT, packageManager: PackageManager.None })) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    cpSync(join(ROOT, file), join(target, file));
  }
  return target;
}

function codeServer(args, options) {
  // The configuration file is kept out of the user's home; an empty one leaves every choice to the arguments.
  const config = join(CACHE, "config.yaml");
  writeFileSync(config, "{}\n");
  const entry = join(CODE_SERVER_FOLDER, "out", "node", "entry.js");
  return [nodeExecutable(), [entry, "--config", config, ...args], options];
}

/** Installs a VSIX, as a user would, into an extensions folder that is emptied first. */
export async function installVsix(vsix, extensionsFolder, userDataFolder) {
  rmSync(extensionsFolder, { recursive: true, force: true });
  mkdirSync(extensionsFolder, { recursive: true });
  const folders = ["--extensions-dir", extensionsFolder, "--user-data-dir", userDataFolder];
  await runToEnd(...codeServer([...folders, "--install-extension", vsix]));
}

/** A TCP port of this machine that nothing listens on. */
export function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** What a first start should not be about: an assistant, a welcome page, the repository that the workspace lies in. */
const QUIET = {
  "chat.disableAIFeatures": true,
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "git.openRepositoryInParentFolders": "never",
  "extensions.ignoreRecommendations": true,
};

/** Settings of a user who has none yet. */
function firstSettings(userDataFolder, settings) {
  const file = join(userDataFolder, "User", "settings.json");
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...QUIET, ...settings }, null, 2)}\n`);
}

/**
 * Starts code-server on a workspace (a folder, or a .code-workspace file) and waits until its page answers.
 * `settings` are the user's at the first start; later ones are left as the user made them.
 * `trust`: VS Code asks whether the workspace is trusted; else every one is.
 * @returns {Promise<{url: string, output: () => string, stopped: Promise<void>, stop: () => Promise<void>}>}
 * @throws {Error} when it ends before it answers; the message has its output.
 */
export async function startVsCode({ workspace, extensionsFolder, userDataFolder, port, settings = {}, trust = false }) {
  firstSettings(userDataFolder, settings);
  const args = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`];
  args.push("--extensions-dir", extensionsFolder, "--user-data-dir", userDataFolder);
  args.push("--disable-telemetry", "--disable-update-check");
  if (!trust) args.push("--disable-workspace-trust");
  args.push("--disable-getting-started-override", workspace);
  const child = spawn(...codeServer(args, { stdio: ["ignore", "pipe", "pipe"] }));
  let output = "";
  let ended = false;
  const keep = (chunk) => {
    output = (output + chunk).slice(-100_000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const stopped = new Promise((done) => {
    child.on("close", () => {
      ended = true;
      done();
    });
  });
  const url = `http://127.0.0.1:${port}/`;
  while (!(await answers(url))) {
    if (ended) throw new Error(`code-server ended before its page answered:\n${output.trim()}`);
    await new Promise((done) => setTimeout(done, 100));
  }
  const stop = async () => {
    child.kill("SIGTERM");
    await stopped;
  };
  return { url, output: () => output, stopped, stop };
}

async function answers(url) {
  try {
    return (await fetch(url, { redirect: "manual" })).status < 500;
  } catch {
    return false;
  }
}
