import { toJsonLine } from "../../output/json.ts";
import { VERSION_OF_SHAPES } from "../../output/version.ts";
import { reportToJson } from "../report.ts";
import type { Format } from "./format.ts";

/** One line a file, as soon as it is checked: the file's entry of the JSON format, with the version. */
export function ndjsonFormat(): Format {
  return {
    begin: () => "",
    file: (report) => `${toJsonLine({ version: VERSION_OF_SHAPES, ...reportToJson(report) })}\n`,
    end: () => "",
  };
}
