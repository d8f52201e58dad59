import { Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { StreamMessageWriter } from "vscode-languageserver/node.js";
import { wholeMessages } from "../../../src/server/whole-messages.ts";

const messageOf = (text: string) => ({ jsonrpc: "2.0", method: "say", params: { text } });

describe("wholeMessages", () => {
  test("header and content of a message leave in one write, and messages in their order", async () => {
    const writes: string[] = [];
    const out = new Writable({
      write(chunk: Buffer, _encoding, written) {
        writes.push(chunk.toString("utf8"));
        written();
      },
    });
    const writer = new StreamMessageWriter(wholeMessages(out));
    await Promise.all([writer.write(messageOf("größer")), writer.write(messageOf("second"))]);
    const [first = "", second = ""] = writes;
    expect(writes).toHaveLength(2);
    const [header, content = ""] = first.split("\r\n\r\n");
    expect(header).toBe(`Content-Length: ${Buffer.byteLength(content)}`);
    expect(JSON.parse(content)).toEqual(messageOf("größer"));
    expect(second.endsWith(JSON.stringify(messageOf("second")))).toBe(true);
  });

  test("a stream that breaks is an error of the writer's, not of the process", async () => {
    const broken = new Error("the editor is gone");
    const out = new Writable({ write: (_chunk, _encoding, written) => written(broken) });
    const writer = new StreamMessageWriter(wholeMessages(out));
    const told = new Promise((resolve) => writer.onError(([error]) => resolve(error)));
    await expect(writer.write(messageOf("lost"))).rejects.toBe(broken);
    await expect(told).resolves.toBe(broken);
  });
});
