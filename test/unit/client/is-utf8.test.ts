import { expect, test } from "vitest";
import { isUtf8 } from "../../../src/client/is-utf8.ts";

test("tells UTF-8 from other encodings", () => {
  expect(isUtf8(Buffer.from('{"name": "modèle 模型"}', "utf8"))).toBe(true);
  expect(isUtf8(Buffer.from('{"name": "modèle"}', "latin1"))).toBe(false);
  expect(isUtf8(Buffer.from('\ufeff{"name": "模型"}', "utf16le"))).toBe(false);
  expect(isUtf8(new Uint8Array())).toBe(true);
});
