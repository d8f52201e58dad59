// Loaded before a server: writes what memory is in use, when it is sent SIGUSR2, and how long its event loop was held up since the first of these
// signals, once it ends. ROPE_LENS_HEAP and ROPE_LENS_LOOP name the files.
import { renameSync, writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const MILLISECOND = 1;
const loop = monitorEventLoopDelay({ resolution: MILLISECOND });
/** Processor time between two turns of the event loop, ms: what the process itself worked, whatever else the machine does. */
let worked = 0;
let before = process.cpuUsage();

function turn() {
  const { user, system } = process.cpuUsage(before);
  worked = Math.max(worked, (user + system) / 1e3);
  before = process.cpuUsage();
}

process.on("exit", () => {
  const milliseconds = (nanoseconds) => nanoseconds / 1e6;
  const [longest, most] = [loop.max, loop.percentile(99.9)].map(milliseconds);
  writeFileSync(process.env.ROPE_LENS_LOOP, JSON.stringify({ longest, most, worked }));
});

let turns;
process.on("SIGUSR2", () => {
  // Collecting is no work of the server's.
  loop.disable();
  clearInterval(turns);
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  // What is only reachable weakly goes with the second.
  collect();
  collect();
  const written = `${process.env.ROPE_LENS_HEAP}.part`;
  writeFileSync(written, String(process.memoryUsage().heapUsed));
  renameSync(written, process.env.ROPE_LENS_HEAP);
  loop.enable();
  before = process.cpuUsage();
  turns = setInterval(turn, MILLISECOND).unref();
});
