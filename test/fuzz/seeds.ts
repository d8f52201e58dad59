/** What is mutated: the texts of real and of mistaken configs. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FIXTURES = fileURLToPath(new URL("../fixtures/", import.meta.url));
/** Factor lists and quantisation tables of some are long; the keys are all in shorter ones. */
const LONGEST = 8000;

export function seedTexts(): string[] {
  const texts: string[] = [];
  for (const folder of ["corpus", "published", "zoo", "preview"]) {
    for (const name of readdirSync(join(FIXTURES, folder)).sort()) {
      if (!name.endsWith(".json")) continue;
      const text = readFileSync(join(FIXTURES, folder, name), "utf8");
      if (text.length <= LONGEST) texts.push(text);
    }
  }
  return texts;
}
