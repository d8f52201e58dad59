/** Entry of the extension in the browser's extension host: the server runs in a web worker. */
import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { activateWith } from "./activate.ts";
import { CLIENT_ID, CLIENT_NAME } from "./launch.ts";

export function activate(context: ExtensionContext): void {
  const script = Uri.joinPath(context.extensionUri, "dist/browser/server.js");
  activateWith(context, async (options) => {
    const worker = await startWorker(script);
    // Nothing else tells of a script that cannot be loaded: the client would wait for its first answer.
    worker.addEventListener("error", ({ message }) =>
      options.outputChannel?.appendLine(`The server's worker failed: ${message}`),
    );
    return new LanguageClient(CLIENT_ID, CLIENT_NAME, options, worker);
  });
}

/** VS Code refuses to start a worker from a remote address, which it does let the extension read. */
async function startWorker(script: Uri): Promise<Worker> {
  const address = script.toString(true);
  if (script.scheme !== "vscode-remote") return new Worker(address);
  const source = await (await fetch(address)).blob();
  // Not revoked: VS Code loads the script from the address later, from within a worker of its own.
  return new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
}
