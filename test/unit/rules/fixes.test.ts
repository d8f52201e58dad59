import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/read-config.ts";
import { applyEdits } from "../../../src/config/text-edit.ts";
import { type Diagnostic, diagnose } from "../../../src/rules/index.ts";
import { BOM, breaks, composed, inverse, LAYOUTS, traits } from "./support/layouts.ts";

const ZOO = resolve(import.meta.dirname, "../../fixtures/zoo");

interface Specimen {
  readonly file: string;
  readonly runtimes?: readonly string[];
  readonly siblings?: Readonly<Record<string, unknown>>;
}

const SPECIMENS: readonly Specimen[] = JSON.parse(readFileSync(resolve(ZOO, "manifest.json"), "utf8"));

/**
 * What a mistake hid, and shows once it is mended: by finding, what may then be found. Each is true of the file as it then is, and would stand there
 * whichever way the mistake is mended.
 */
const HIDDEN_BEFORE: Readonly<Record<string, readonly string[]>> = {
  // The window that is kept is longer than the pretrained one, or the block that would have scaled it goes.
  "json/duplicate-key": ["length/unscaled-extension"],
  "rope/both-blocks": ["length/unscaled-extension"],
  "rope/unused-key": ["length/unscaled-extension"],
  // What the type that is kept means.
  "rope/type-conflict": ["length/counted-twice", "runtime/unsupported-type"],
  "rope/unknown-type": ["rope/missing-key"],
  // ExLlamaV2 loads the file only then, and takes one list for all lengths.
  "runtime/longrope-original": ["runtime/differs"],
};

describe("every fix of every finding in the zoo", () => {
  let applied = 0;

  it.each(SPECIMENS)("mends $file and leaves the rest alone", (specimen) => {
    const siblings = Object.fromEntries(
      Object.entries(specimen.siblings ?? {}).map(([name, value]) => [name, JSON.stringify(value)]),
    );
    const find = (text: string) => diagnose(readConfig(text), { runtimes: specimen.runtimes ?? [], siblings });
    const original = readFileSync(resolve(ZOO, specimen.file), "utf8");
    for (const [layout, laidOut] of LAYOUTS) {
      const before = laidOut(original);
      const findings = find(before);
      // A byte order mark hides what is said of frameworks that reject it.
      const had = new Set([...findings, ...(before.startsWith(BOM) ? find(before.slice(1)) : [])].map(keyOf));
      for (const finding of findings) {
        for (const { title, edits } of finding.fixes) {
          applied++;
          const after = applyEdits(before, edits);
          const left = find(after);
          const hidden = HIDDEN_BEFORE[finding.code] ?? [];
          const fresh = left.filter((one) => isLoud(one) && !had.has(keyOf(one)) && !hidden.includes(one.code));
          expect({
            layout,
            title,
            composed: composed(before, edits) === after,
            undone: applyEdits(after, inverse(before, edits)) === before,
            changed: after !== before,
            parses: breaks(after) <= breaks(before),
            layoutKept: kept(after, finding),
            // The same mistake may stand there more than once.
            gone: like(finding, left) < like(finding, findings),
            fresh: fresh.map(keyOf),
          }).toEqual({
            layout,
            title,
            composed: true,
            undone: true,
            changed: true,
            parses: true,
            layoutKept: kept(before, finding),
            gone: true,
            fresh: [],
          });
        }
      }
    }
  });

  it("was applied a thousand times in all", () => {
    expect(applied).toBeGreaterThan(1000);
  });
});

function keyOf({ code, jsonPointer }: Diagnostic): string {
  return `${code} ${jsonPointer}`;
}

function like({ code, jsonPointer, message }: Diagnostic, among: readonly Diagnostic[]): number {
  return among.filter((other) => {
    return other.code === code && other.jsonPointer === jsonPointer && other.message === message;
  }).length;
}

function isLoud({ severity }: Diagnostic): boolean {
  return severity === "error" || severity === "warning";
}

/** What a fix must keep of the layout: one of json/ may be about it. */
function kept(text: string, { code }: Diagnostic) {
  const { byteOrderMark, comments, ...others } = traits(text);
  return {
    ...others,
    byteOrderMark: code === "json/byte-order-mark" ? null : byteOrderMark,
    // A comment behind a member that goes, goes with it.
    comments: code.startsWith("json/") ? null : comments,
  };
}
