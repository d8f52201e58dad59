/** Entry of the extension in the browser's extension host: the server runs in a web worker. */
import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { activateWith } from "./activate.ts";
import { CLIENT_ID, CLIENT_NAME } from "./launch.ts";

export function activate(context: ExtensionContext): void {
  const script = Uri.joinPath(context.extensionUri, "dist/browser/server.js").toString(true);
  activateWith(context, (options) => new LanguageClient(CLIENT_ID, CLIENT_NAME, options, new Worker(script)));
}
