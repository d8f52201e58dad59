/** Before the end-to-end tests: fetches VS Code, packs the extension, and installs the VSIX as a user would. */
import { join } from "node:path";
import { CACHE, ensureVsCode, installVsix, ROOT, runToEnd } from "../../scripts/vscode.mjs";

export const HOME = join(CACHE, "e2e");
export const EXTENSIONS = join(HOME, "extensions");

export default async function setup(): Promise<void> {
  const say = (text: string) => console.log(`end-to-end tests: ${text}`);
  await ensureVsCode(say);
  say("packing the extension");
  const vsix = join(HOME, "rope-lens.vsix");
  await runToEnd(process.execPath, [join(ROOT, "scripts", "package.mjs"), "--vsix", vsix]);
  say("installing the VSIX");
  await installVsix(vsix, EXTENSIONS, join(HOME, "install"));
}
