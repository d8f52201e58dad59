/** The pages of docs/rules, as tests read them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { DiagnoseOptions } from "../../../../src/rules/index.ts";

export const PAGES = resolve(import.meta.dirname, "../../../../docs/rules");

export interface Example {
  readonly text: string;
  readonly options: DiagnoseOptions;
}

/** `group/name` of every file in the folders of a folder. */
export function codesIn(folder: string, suffix: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "support")
    .flatMap((group) =>
      readdirSync(join(folder, group.name))
        .filter((file) => file.endsWith(suffix))
        .map((file) => `${group.name}/${file.slice(0, -suffix.length)}`),
    )
    .sort();
}

export function pageOf(code: string): string {
  const path = join(PAGES, `${code}.md`);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

/** The config under a heading, with the frameworks that a comment chooses and the files that stand beside it. */
export function exampleOf(code: string, heading: "Bad" | "Good"): Example {
  const page = pageOf(code);
  const [, section = ""] = new RegExp(`\\n## ${heading}\\n([\\s\\S]*?)(?=\\n## |$)`).exec(page) ?? [];
  const blocks = [...section.matchAll(/```json ?([\w.]*)\n([\s\S]*?)\n```/g)];
  const config = blocks.find(([, file]) => file === "")?.[2] ?? "";
  const siblings = Object.fromEntries(blocks.flatMap(([, file, text]) => (file ? [[file, text ?? ""]] : [])));
  // What the bad example is judged with holds for the good one too.
  const runtimes = /<!-- runtimes: (.*?) -->/.exec(page)?.[1]?.split(" ") ?? [];
  const prefix = section.includes("<!-- prefix: U+FEFF -->") ? "\uFEFF" : "";
  return { text: prefix + config, options: { runtimes, siblings } };
}
