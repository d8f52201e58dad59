import { expect, test } from "vitest";
import { MOST_RESTARTS, RestartPolicy } from "../../../src/client/restart-policy.ts";

const MINUTE = 60_000;

test("waits twice as long after each end, then gives up", () => {
  const policy = new RestartPolicy();
  const delays = Array.from({ length: MOST_RESTARTS + 1 }, (_, end) => policy.nextDelay(end * 1000));
  expect(delays).toEqual([500, 1000, 2000, 4000, 8000, null]);
});

test("forgets ends that are long past", () => {
  const policy = new RestartPolicy();
  policy.nextDelay(0);
  policy.nextDelay(1000);
  expect(policy.nextDelay(10 * MINUTE)).toBe(500);
});

test("starts over when the user restarts", () => {
  const policy = new RestartPolicy();
  for (let end = 0; end <= MOST_RESTARTS; end++) policy.nextDelay(end);
  policy.reset();
  expect(policy.nextDelay(100)).toBe(500);
});
