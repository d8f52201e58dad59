/** The real process as the command sees it. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import * as nodeModule from "node:module";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { EXIT } from "./exit.ts";
import type { Io, Output } from "./io.ts";
import { reasonOf } from "./reading/text-file.ts";

/** @param distFolder the folder that the built command and the built server lie in; package.json is beside it */
export function createNodeIo(distFolder: string): Io {
  endQuietlyWhenNobodyReads();
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: outputTo(process.stdout),
    stderr: outputTo(process.stderr),
    get version() {
      return versionIn(join(distFolder, "..", "package.json"));
    },
    workerScript: join(distFolder, "cli.js"),
    readStdin: () => buffer(process.stdin),
    deferInterrupts: () => {
      // A handler runs between two steps of work, where the default action strikes at any time.
      process.on("SIGINT", () => process.exit(128 + 2));
      process.on("SIGTERM", () => process.exit(128 + 15));
      // At the size limit of files (ulimit -f) the default action kills; a handler makes it an error of the write.
      process.on("SIGXFSZ", () => undefined);
    },
    startServer: async () => {
      keepCompiled();
      nodeModule.createRequire(join(distFolder, "cli.js"))("./server.js");
    },
  };
}

/** Node 22 and newer keep what they compile of the server, which makes the next start shorter; editors start it with every window. */
function keepCompiled(): void {
  if ("enableCompileCache" in nodeModule && typeof nodeModule.enableCompileCache === "function") {
    nodeModule.enableCompileCache();
  }
}

function outputTo(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => {
      stream.write(text);
    },
    drained: async () => {
      if (stream.writableNeedDrain) await once(stream, "drain");
    },
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns ?? 80;
    },
  };
}

function versionIn(file: string): string {
  const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
  const hasVersion = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return hasVersion ? String(manifest.version) : "unknown";
}

/** `rope-lens … | head` closes the pipe early: that is no failure, and there is nobody left to tell. */
function endQuietlyWhenNobodyReads(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    process.stderr.write(`rope-lens: the output could not be written: ${reasonOf(error, "written")}\n`);
    process.exit(EXIT.cannotRun);
  });
  process.stderr.on("error", () => process.exit(EXIT.cannotRun));
}
