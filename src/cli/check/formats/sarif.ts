import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import { RULES, type Severity } from "../../../rules/index.ts";
import { toJson, type Writable } from "../../output/json.ts";
import type { Range } from "../../output/position.ts";
import type { FileReport, Finding } from "../report.ts";
import type { CreateFormat } from "./format.ts";

const LEVELS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note", hint: "note" };

/** SARIF 2.1.0: one run, every rule described, fixes included. */
export const sarifFormat: CreateFormat = ({ io }) => {
  const results: Writable[] = [];
  return {
    begin: () => "",
    file: (report) => {
      for (const finding of report.findings) results.push(resultOf(report, finding));
      return "";
    },
    end: (_summary, problems) => `${toJson(log(io.version, results, problems))}\n`,
  };
};

function log(version: string, results: readonly Writable[], problems: readonly string[]): Writable {
  const notifications = problems.map((text) => ({ level: "error", message: { text } }));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "RoPE Lens", semanticVersion: version, rules: RULES.map(describe) } },
        invocations: [{ executionSuccessful: problems.length === 0, toolExecutionNotifications: notifications }],
        columnKind: "utf16CodeUnits",
        results,
      },
    ],
  };
}

function describe({ code, title, severity }: (typeof RULES)[number]): Writable {
  return {
    id: code,
    shortDescription: { text: title },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function resultOf({ file }: FileReport, finding: Finding): Writable {
  const index = RULES.findIndex(({ code }) => code === finding.code);
  const artifactLocation = { uri: uriOf(file) };
  return {
    ruleId: finding.code,
    ruleIndex: index < 0 ? undefined : index,
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: { artifactLocation, region: regionOf(finding.range) },
        logicalLocations: [{ fullyQualifiedName: finding.jsonPointer, kind: "member" }],
      },
    ],
    // The same finding stays the same when lines above it move.
    partialFingerprints: { "codeAndPointer/v1": `${finding.code}#${finding.jsonPointer}` },
    fixes: finding.fixes.map(({ title, edits }) => ({
      description: { text: title },
      artifactChanges: [
        {
          artifactLocation,
          replacements: edits.map(({ range, newText }) => ({
            deletedRegion: regionOf(range),
            insertedContent: { text: newText },
          })),
        },
      ],
    })),
  };
}

/** SARIF counts lines and columns from 1; its end column is the one after the last. */
function regionOf({ start, end }: Range): Writable {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** Relative names stay relative, so that a viewer finds them in its own copy of the repository. */
function uriOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).toString();
  return file.split("/").map(encodeURIComponent).join("/");
}
