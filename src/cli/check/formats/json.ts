import { toJson } from "../../output/json.ts";
import { VERSION_OF_SHAPES } from "../../output/version.ts";
import { reportToJson } from "../report.ts";
import type { Format } from "./format.ts";

/** One object for all files. */
export function jsonFormat(): Format {
  let files = 0;
  return {
    begin: () => `{\n  "version": ${VERSION_OF_SHAPES},\n  "files": [`,
    file: (report) => `${files++ === 0 ? "" : ","}\n    ${toJson(reportToJson(report), "    ")}`,
    end: ({ errors, warnings, infos }) =>
      `${files === 0 ? "" : "\n  "}],\n  "summary": ${toJson({ errors, warnings, infos }, "  ")}\n}\n`,
  };
}
