import { Writable } from "node:stream";

/**
 * A stream for the protocol's writer, which writes a header as a string, waits, and writes the content as bytes: both leave in one call of the
 * system. Two would wake the editor for a header that it can do nothing with.
 */
export function wholeMessages(out: NodeJS.WritableStream): Writable {
  let header = "";
  const messages = new Writable({
    decodeStrings: false,
    write(chunk: string | Uint8Array, _encoding, written) {
      if (typeof chunk === "string") {
        header += chunk;
        written();
        return;
      }
      const message = Buffer.concat([Buffer.from(header, "ascii"), chunk]);
      header = "";
      out.write(message, (error) => written(error));
    },
  });
  out.on("error", (error: Error) => messages.destroy(error));
  return messages;
}
