// Loaded before a server: writes how long its event loop was held up, once it ends. ROPE_LENS_LOOP names the file.
import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();
process.on("exit", () => {
  const milliseconds = (nanoseconds) => nanoseconds / 1e6;
  const [longest, most] = [loop.max, loop.percentile(99.9)].map(milliseconds);
  writeFileSync(process.env.ROPE_LENS_LOOP, JSON.stringify({ longest, most }));
});
