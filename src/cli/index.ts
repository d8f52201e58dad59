/** Entry of the `rope-lens` command. */
import { createNodeIo } from "./node-io.ts";
import { run } from "./run.ts";

// The exit code is set, not forced: what is still to be written to a pipe gets written.
run(process.argv.slice(2), createNodeIo(__dirname)).then((code) => {
  process.exitCode = code;
});
