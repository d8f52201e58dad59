/** Lets the event loop turn after every test, so that the reporter is heard also in a file of many long synchronous tests. */
import { afterEach } from "vitest";

afterEach(() => new Promise<void>((resolve) => setImmediate(resolve)));
