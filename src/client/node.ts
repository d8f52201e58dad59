/** Entry of the extension where VS Code has a Node host: desktop, remote, code-server. */
import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { activateWith } from "./activate.ts";
import { CLIENT_ID, CLIENT_NAME } from "./launch.ts";

export function activate(context: ExtensionContext): void {
  const module = context.asAbsolutePath("dist/server.js");
  // Node 22 and newer keep what they compiled there, which halves the time to start; older ones do not look at it.
  const env = { NODE_COMPILE_CACHE: Uri.joinPath(context.globalStorageUri, "compiled").fsPath };
  const run = { module, transport: TransportKind.ipc, options: { env } };
  const debug = { ...run, options: { env, execArgv: ["--nolazy", "--inspect=6019"] } };
  activateWith(context, async (options) => new LanguageClient(CLIENT_ID, CLIENT_NAME, { run, debug }, options));
}
