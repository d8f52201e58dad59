// The licences of the packages whose code is in the bundles, as one text that ships with them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** "node_modules/@scope/name/…", also of a package inside another one's node_modules. */
const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const LICENSE_FILE = /^(licen[cs]e|copying|notice)/i;

/**
 * @param metafiles what esbuild says of each bundle
 * @returns the text; the same for the same packages, whatever the order
 */
export function collectLicenses(root, metafiles) {
  const used = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs)),
  );
  const folders = used.flatMap(([path, { bytesInOutput }]) =>
    bytesInOutput > 0 ? (PACKAGE.exec(path)?.[1] ?? []) : [],
  );
  const entries = [...new Set(folders)].map((folder) => entryOf(join(root, folder)));
  entries.sort((a, b) => (a.title < b.title ? -1 : 1));
  const parts = entries.map(({ title, license, text }) => `${title}\n${license}\n\n${text.trim()}\n`);
  return `RoPE Lens contains code of these packages.\n\n${parts.join(`\n${"-".repeat(78)}\n\n`)}`;
}

function entryOf(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (typeof license !== "string") throw new Error(`${name} ${version} is in a bundle, but names no licence`);
  const files = readdirSync(folder).filter((file) => LICENSE_FILE.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim());
  const text = texts.length > 0 ? texts.join("\n\n") : standardText(name, license, author);
  return { title: `${name} ${version}`, license, text };
}

/** For a package that names a licence without bringing its text: MIT's, with the author as the package names them. */
function standardText(name, license, author) {
  const holder = typeof author === "string" ? author : author?.name;
  if (license !== "MIT" || holder === undefined)
    throw new Error(`${name} is in a bundle, but does not hold its licence`);
  return `Copyright (c) ${holder}\n\n${MIT}`;
}

const MIT = readFileSync(new URL("../LICENSE", import.meta.url), "utf8").replace(
  /^[\s\S]*?(?=Permission is hereby)/,
  "",
);
