import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// Four levels, each a project: what runs in Node alone, the built server over stdio, the built page in a browser, and
// the packed extension in a real VS Code.
/** A browser and VS Code redraw when they find time: what fails once there is tried again, and named if it passes then. */
const RETRY = 2;

export default defineConfig({
  test: {
    // As many as there are cores: vitest itself leaves one out, half of a small machine.
    maxWorkers: availableParallelism(),
    // Of the processes: said here, since what a project says of it decides only over the modules within one.
    isolate: false,
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          globalSetup: ["test/support/compile-schemas.ts"],
          setupFiles: ["test/support/event-loop.ts"],
          // What is imported keeps no state but what it remembers of texts: most of the time went into importing it for every file anew.
          isolate: false,
          testTimeout: 120_000,
        },
      },
      { test: { name: "lsp", include: ["test/lsp/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 } },
      {
        test: {
          name: "webview",
          include: ["test/webview/**/*.test.ts"],
          retry: RETRY,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // One browser for many files, and what one page was answered is known when another asks.
          isolate: false,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          retry: RETRY,
          globalSetup: ["test/e2e/global-setup.ts"],
          testTimeout: 240_000,
          hookTimeout: 400_000,
          // All share one installed extension and what runs around it.
          poolOptions: { forks: { singleFork: true } },
        },
      },
    ],
  },
});
