/**
 * Serves the preview page in a plain browser. The page runs in a frame with its own strict policy, as in VS Code; the
 * document around it chooses theme and config, and carries messages to a host in this process.
 */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type PageMessage, previewHtml } from "../../src/protocol/index.ts";
import { type ConfigFile, configFiles } from "./config-files.ts";
import { frameScript, outerDocument } from "./documents.ts";
import { PreviewHost } from "./preview-host.ts";
import { isPageThemeName, PAGE_THEMES } from "./themes.ts";

export interface ServeOptions {
  readonly port: number;
  /** The repository: examples and fixtures are offered as configs. */
  readonly root: string;
  /** The folder of preview.js and preview.css. */
  readonly bundle: string;
}

const ASSETS: Readonly<Record<string, string>> = { "/preview.js": "text/javascript", "/preview.css": "text/css" };

export interface PageServer {
  readonly address: string;
  close(): Promise<void>;
}

/** Starts the server, for this machine alone. Port 0 takes a free one. */
export function serve({ port, root, bundle }: ServeOptions): Promise<PageServer> {
  const files = configFiles(root);
  const hosts = new Map<string, { readonly host: PreviewHost; events: ServerResponse | null }>();
  let origin = `http://localhost:${port}`;

  const sessionOf = (id: string, file: ConfigFile | undefined) => {
    const known = hosts.get(id);
    if (known !== undefined) return known;
    const session: { readonly host: PreviewHost; events: ServerResponse | null } = {
      host: new PreviewHost((message) => session.events?.write(`data: ${JSON.stringify(message)}\n\n`)),
      events: null,
    };
    hosts.set(id, session);
    if (file !== undefined) session.host.open(file.label, readFileSync(file.path, "utf8"));
    return session;
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", origin);
    const parameter = (name: string): string => url.searchParams.get(name) ?? "";
    const theme = isPageThemeName(parameter("theme")) ? parameter("theme") : "dark";
    const asset = ASSETS[url.pathname];
    if (asset !== undefined && existsSync(`${bundle}${url.pathname}`)) {
      reply(response, asset, readFileSync(`${bundle}${url.pathname}`));
    } else if (url.pathname === "/") {
      reply(response, "text/html", outerDocument(files, parameter("config"), theme));
    } else if (url.pathname === "/frame") {
      const nonce = randomBytes(16).toString("hex");
      const html = previewHtml({ cspSource: origin, nonce, scriptUri: "/preview.js", styleUri: "/preview.css" });
      const script = `<script nonce="${nonce}" src="/frame.js?theme=${theme}"></script>`;
      reply(response, "text/html", html.replace("<body>", `<body>${script}`));
    } else if (url.pathname === "/frame.js" && isPageThemeName(theme)) {
      reply(response, "text/javascript", frameScript(PAGE_THEMES[theme]));
    } else if (url.pathname === "/events") {
      const session = sessionOf(
        parameter("session"),
        files.find(({ label }) => label === parameter("config")) ?? files[0],
      );
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write("\n");
      session.events = response;
    } else if (url.pathname === "/message" && request.method === "POST") {
      const session = hosts.get(parameter("session"));
      const message: PageMessage = JSON.parse(await bodyOf(request));
      response.writeHead(204).end();
      await session?.host.receive(message);
    } else response.writeHead(404).end();
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "localhost", () => {
      const bound = server.address();
      if (typeof bound === "object" && bound !== null) origin = `http://localhost:${bound.port}`;
      resolve({ address: origin, close: () => closed(server) });
    });
  });
}

/** Event streams stay open by themselves, so they are cut. */
function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
}

function reply(response: ServerResponse, type: string, body: string | Buffer): void {
  response.writeHead(200, { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" }).end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}
