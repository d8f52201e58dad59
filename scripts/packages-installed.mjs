// Whether node_modules is what the lock file says. Needs no package itself: it runs before there are any.
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";

/** npm writes `node_modules/.package-lock.json` last: older than the lock file means that the install is out of date. */
export function packagesAreInstalled(root) {
  const installed = join(root, "node_modules", ".package-lock.json");
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs;
}
