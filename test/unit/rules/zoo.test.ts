import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { findings } from "./support/configs.ts";

const ZOO = resolve(import.meta.dirname, "../../fixtures/zoo");

interface Specimen {
  readonly file: string;
  /** Where the mistake was seen. */
  readonly origin: string;
  readonly runtimes?: readonly string[];
  /** Files beside it, by name. */
  readonly siblings?: Readonly<Record<string, unknown>>;
  readonly findings: readonly { readonly code: string; readonly pointer: string; readonly severity: string }[];
}

const SPECIMENS: readonly Specimen[] = JSON.parse(readFileSync(resolve(ZOO, "manifest.json"), "utf8"));

describe("the zoo of broken configs", () => {
  it("has at least 80 specimens, each listed once", () => {
    const files = readdirSync(ZOO).filter((file) => file !== "manifest.json");
    expect(SPECIMENS.map(({ file }) => file).sort()).toEqual(files.sort());
    expect(files.length).toBeGreaterThanOrEqual(80);
  });

  it.each(SPECIMENS)("finds what is wrong in $file and nothing else ($origin)", (specimen) => {
    const text = readFileSync(resolve(ZOO, specimen.file), "utf8");
    const siblings = Object.fromEntries(
      Object.entries(specimen.siblings ?? {}).map(([name, value]) => [name, JSON.stringify(value)]),
    );
    const found = findings(text, { runtimes: specimen.runtimes ?? [], siblings })
      .filter(({ severity }) => severity !== "hint")
      .map(({ code, jsonPointer, severity }) => ({ code, pointer: jsonPointer, severity }));
    expect(sorted(found)).toEqual(sorted(specimen.findings));
  });
});

function sorted<T extends { readonly code: string; readonly pointer: string }>(list: readonly T[]): T[] {
  return [...list].sort((a, b) => a.code.localeCompare(b.code) || a.pointer.localeCompare(b.pointer));
}
