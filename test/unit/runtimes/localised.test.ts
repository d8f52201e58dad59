/** In an editor in another language, what is said of frameworks is in that language, but for their own exceptions. */
import { readdirSync, readFileSync } from "node:fs";
import * as l10n from "@vscode/l10n";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { advise, DEFAULT_SETTINGS, launchFlagsFor } from "../../../src/advice/index.ts";
import { type ConfigSnapshot, readConfig } from "../../../src/config/index.ts";
import { STRATEGY_IDS } from "../../../src/rope/spec.ts";
import { RUNTIMES, type RuntimeChoice, supportOf } from "../../../src/runtimes/index.ts";

const CORPUS = new URL("../../fixtures/corpus/", import.meta.url);
const BUNDLE = new URL("../../../l10n/bundle.l10n.zh-cn.json", import.meta.url);

/** The oldest and the newest known release of each, and one that nobody knows. */
const CHOICES: readonly RuntimeChoice[] = RUNTIMES.flatMap(({ name, releases }) => {
  const [oldest = "", newest = ""] = [releases[0], releases.at(-1)];
  const known = [...new Set([oldest, newest])].map((release) => ({ name, release, known: true }));
  return [...known, { name, release: oldest, requestedRelease: "0.0.1", known: false }];
});

describe("in Chinese", () => {
  let snapshots: ConfigSnapshot[] = [];
  beforeAll(() => {
    l10n.config({ contents: readFileSync(BUNDLE, "utf8") });
    snapshots = readdirSync(CORPUS).map((name) => readConfig(readFileSync(new URL(name, CORPUS), "utf8")));
  });
  afterAll(() => l10n.config({ contents: {} }));

  const english = (texts: readonly string[]) => [...new Set(texts)].filter((text) => !/\p{Script=Han}/u.test(text));

  it("is whether they run a strategy", () => {
    const notes = snapshots.flatMap(({ model }) =>
      model === null ? [] : CHOICES.flatMap((choice) => STRATEGY_IDS.map((id) => supportOf(id, model, choice).note)),
    );
    expect(new Set(notes).size).toBeGreaterThan(50);
    expect(english(notes)).toEqual([]);
  });

  it("is why there is no launch command", () => {
    // A ranking for each takes a while.
    const some = snapshots.filter((_, index) => index % 4 === 0);
    const reasons = some.flatMap((snapshot) =>
      advise(snapshot, { ...DEFAULT_SETTINGS, targetLength: 262144 }).flatMap((advice) =>
        STRATEGY_IDS.flatMap((id) =>
          launchFlagsFor(snapshot, advice, id, CHOICES, null).flatMap(({ reason }) => reason ?? []),
        ),
      ),
    );
    expect(new Set(reasons).size).toBeGreaterThan(50);
    expect(english(reasons)).toEqual([]);
  });
});
