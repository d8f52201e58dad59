// Compiles schemas/ to validators that need neither ajv nor eval at run time: src/rules/generated/validators.js.
// Run by the build and by the tests.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(root, "src", "rules", "generated", "validators.js");

/** Name of the exported validator -> schema and place in it. */
const VALIDATORS = {
  modelConfig: "model-config.schema.json#",
  ...Object.fromEntries(
    ["default", "linear", "dynamic", "yarn", "longrope", "llama3", "proportional"].map((type) => [
      `${type}Block`,
      `rope-block.schema.json#/definitions/${type}`,
    ]),
  ),
};

export async function compileSchemas() {
  // allowUnionTypes: null stands for "absent" in these files. messages: the words are the rules'.
  const ajv = new Ajv({
    allErrors: true,
    allowUnionTypes: true,
    messages: false,
    code: { source: true, esm: true, optimize: true },
  });
  // Where a definition is known from; for people and for hover, not for validation.
  ajv.addVocabulary(["source"]);
  const ids = {};
  for (const file of ["rope-block.schema.json", "model-config.schema.json"]) {
    const schema = JSON.parse(await readFile(join(root, "schemas", file), "utf8"), withoutWords);
    ajv.addSchema(schema);
    ids[file] = schema.$id;
  }
  const references = {};
  for (const [name, place] of Object.entries(VALIDATORS)) {
    const [file, fragment] = place.split("#");
    references[name] = `${ids[file]}#${fragment}`;
  }
  const code = standaloneCode(ajv, references);
  if (/\brequire\(|\bnew Function\b|\beval\(/.test(code)) throw new Error("the compiled validators are not standalone");
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, `// Compiled from schemas/ by scripts/compile-schemas.mjs.\n${code}\n`);
  return target;
}

/** The compiled code carries its schema along; what it says to people is no part of validation. */
function withoutWords(key, value) {
  return ["title", "description", "source"].includes(key) && typeof value === "string" ? undefined : value;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await compileSchemas();
}
