import { expect, it } from "vitest";
import { isPageMessage } from "../../../src/client/preview/page-message.ts";
import { PREVIEW_PROTOCOL } from "../../../src/protocol/index.ts";

it("knows the messages of its own protocol version, and no others", () => {
  expect(isPageMessage({ protocol: PREVIEW_PROTOCOL, type: "ready" })).toBe(true);
  for (const message of [
    { protocol: PREVIEW_PROTOCOL + 1, type: "ready" },
    { protocol: String(PREVIEW_PROTOCOL), type: "ready" },
    { type: "ready" },
    { protocol: PREVIEW_PROTOCOL, type: "toString" },
    { protocol: PREVIEW_PROTOCOL },
    "ready",
    null,
    undefined,
  ]) {
    expect(isPageMessage(message)).toBe(false);
  }
});
