// `npm start`: installs what is missing, builds, and opens the extension in a real VS Code on the examples.
// With `code` on the PATH an Extension Development Host opens; otherwise code-server, whose address is printed.
// Options: --code-server (even where `code` is installed), --port N, --workspace FOLDER.
import { spawn, spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { packagesAreInstalled } from "./packages-installed.mjs";
import { CACHE, ensureVsCode, freePort, layExtension, ROOT, runToEnd, startVsCode } from "./vscode.mjs";

const { values: options } = parseArgs({
  options: {
    "code-server": { type: "boolean", default: false },
    port: { type: "string" },
    workspace: { type: "string", default: join(ROOT, "examples") },
  },
});
const workspace = resolve(options.workspace);
const begun = Date.now();

function say(text) {
  console.log(`[${((Date.now() - begun) / 1000).toFixed(1).padStart(5)} s] ${text}`);
}

/** Says what is being done, and every ten seconds that it still is. */
async function step(text, work) {
  say(text);
  const ticking = setInterval(() => say(`… still ${text}`), 10_000);
  try {
    return await work();
  } finally {
    clearInterval(ticking);
  }
}

function codeIsOnPath() {
  const shell = process.platform === "win32";
  return spawnSync("code", ["--version"], { shell, stdio: "ignore" }).status === 0;
}

async function openDesktop() {
  say("opening VS Code with the extension on the examples");
  const shell = process.platform === "win32";
  const args = [`--extensionDevelopmentPath=${ROOT}`, "--new-window", workspace];
  const child = spawn("code", args, { shell, stdio: "inherit" });
  await new Promise((done) => child.on("close", done));
  say("VS Code is open: open llama-2-7b-16k/config.json and save it");
}

async function openInBrowser() {
  await step("looking for VS Code in .vscode-test/", () => ensureVsCode(say));
  const home = join(CACHE, "start");
  const extensionsFolder = join(home, "extensions");
  await layExtension(extensionsFolder);
  const port = options.port === undefined ? await freePort() : Number(options.port);
  const running = await step("starting VS Code", () =>
    startVsCode({ workspace, extensionsFolder, userDataFolder: join(home, "user"), port }),
  );
  say("ready: open this address, then llama-2-7b-16k/config.json, and save it. Ctrl+C ends it.");
  console.log(`\n    ${running.url}\n`);
  const end = () => running.stop();
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  await running.stopped;
}

try {
  if (!packagesAreInstalled(ROOT)) {
    await step("installing packages", () => runToEnd("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]));
  }
  await step("building", () => runToEnd(process.execPath, [join(ROOT, "scripts", "build.mjs")]));
  if (!options["code-server"] && codeIsOnPath()) await openDesktop();
  else await openInBrowser();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
