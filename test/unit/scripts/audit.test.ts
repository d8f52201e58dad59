import { describe, expect, it } from "vitest";
import { vulnerabilitiesIn } from "../../../scripts/audit.mjs";

const report = (severity: string) =>
  JSON.stringify({ vulnerabilities: { thing: { name: "thing", severity, range: "<1.2.3" } }, metadata: {} });

describe("a report of npm audit", () => {
  it("names the packages with grave vulnerabilities", () => {
    expect(vulnerabilitiesIn(report("high"))).toEqual(["thing <1.2.3: high"]);
    expect(vulnerabilitiesIn(report("critical"))).toEqual(["thing <1.2.3: critical"]);
    expect(vulnerabilitiesIn(report("moderate"))).toEqual([]);
    expect(vulnerabilitiesIn(JSON.stringify({ vulnerabilities: {} }))).toEqual([]);
  });

  it("is none where the registry does not answer", () => {
    expect(vulnerabilitiesIn("")).toBeNull();
    expect(vulnerabilitiesIn(JSON.stringify({ message: "405 Method Not Allowed", statusCode: 405 }))).toBeNull();
  });
});
