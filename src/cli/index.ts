/** Entry of the `rope-lens` command, and of the threads that it starts. */
import { isMainThread } from "node:worker_threads";
import { createNodeIo } from "./node-io.ts";
import { run } from "./run.ts";

if (isMainThread) {
  // The exit code is set, not forced: what is still to be written to a pipe gets written.
  run(process.argv.slice(2), createNodeIo(__dirname)).then((code) => {
    process.exitCode = code;
  });
} else {
  import("./batch/worker.ts").then(({ startWorker }) => startWorker());
}
