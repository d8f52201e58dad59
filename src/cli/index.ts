/** Entry of the `rope-lens` command, and of the threads that it starts. What a start does not need is loaded later. */
import { isMainThread } from "node:worker_threads";
import { createNodeIo } from "./node-io.ts";

if (isMainThread) {
  const argv = process.argv.slice(2);
  const io = createNodeIo(__dirname);
  const [only, ...more] = argv;
  if ((only === "--version" || only === "-V") && more.length === 0) io.stdout.write(`${io.version}\n`);
  else {
    // The exit code is set, not forced: what is still to be written to a pipe gets written.
    import("./run.ts")
      .then(({ run }) => run(argv, io))
      .then((code) => {
        process.exitCode = code;
      });
  }
} else {
  import("./batch/worker.ts").then(({ startWorker }) => startWorker());
}
