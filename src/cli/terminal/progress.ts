/** One line on a terminal's standard error that says how far it is; nothing elsewhere. */
import type { Io } from "../io.ts";
import { bar } from "./bar.ts";

const WIDTH = 24;
const EVERY_MS = 100;
/** Fewer are done before anybody reads the line. */
const WORTH_SHOWING = 50;

export class Progress {
  private readonly io: Io;
  private readonly total: number;
  private readonly shown: boolean;
  private last = 0;
  private visible = false;

  constructor(io: Io, total: number) {
    this.io = io;
    this.total = total;
    this.shown = io.stderr.isTTY && io.env.TERM !== "dumb" && total >= WORTH_SHOWING;
  }

  at(done: number): void {
    const now = performance.now();
    if (!this.shown || now - this.last < EVERY_MS) return;
    this.last = now;
    this.visible = true;
    const filled = bar(done / this.total, WIDTH).padEnd(WIDTH, "░");
    this.io.stderr.write(`\r\u001B[2K${filled} ${done} of ${this.total} files`);
  }

  /** Takes the line away: before other output, and at the end. */
  clear(): void {
    if (!this.visible) return;
    this.visible = false;
    this.io.stderr.write("\r\u001B[2K");
  }
}
