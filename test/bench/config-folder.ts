/** Folders of configs, as `rope-lens check` and `recommend` are given them. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Lays copies of the configs of published models, each in a folder of its own, for as long as `use` takes.
 * @param distinct no two have the same text, so that nothing is answered from what was said of another
 */
export async function withConfigs<T>(
  { root }: { readonly root: string },
  { count, distinct }: { readonly count: number; readonly distinct: boolean },
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const corpus = join(root, "test", "fixtures", "corpus");
  const names = (await readdir(corpus)).filter((name) => name.endsWith(".json"));
  const texts = await Promise.all(names.map((name) => readFile(join(corpus, name), "utf8")));
  const folder = await mkdtemp(join(tmpdir(), "rope-lens-bench-"));
  try {
    for (let k = 0; k < count; k++) {
      const text = texts[k % texts.length] ?? "";
      await mkdir(join(folder, String(k)));
      // Another vocabulary, where the file states one; else another space at the end.
      const own = text.replace(/("vocab_size": *)\d+/, `$1${32000 + k}`);
      const changed = own === text ? `${text}${" ".repeat(k)}` : own;
      await writeFile(join(folder, String(k), "config.json"), distinct ? changed : text);
    }
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
