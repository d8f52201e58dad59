/** Entry of the extension where VS Code has a Node host: desktop, remote, code-server. */
import type { ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { activateWith } from "./activate.ts";
import { CLIENT_ID, CLIENT_NAME } from "./launch.ts";

export function activate(context: ExtensionContext): void {
  const module = context.asAbsolutePath("dist/server.js");
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ["--nolazy", "--inspect=6019"] } };
  activateWith(context, async (options) => new LanguageClient(CLIENT_ID, CLIENT_NAME, { run, debug }, options));
}
