/** The page's only way out: messages to the extension, and a state that survives a reload. */
import { type HostMessage, type PageMessage, PREVIEW_PROTOCOL } from "../src/protocol/index.ts";

/** What a webview gives its page, and what a plain browser's stub host gives instead. */
export interface WebviewApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

type WithoutProtocol<M> = M extends unknown ? Omit<M, "protocol"> : never;
/** A message without its protocol number, which the host adds. */
export type Outgoing = WithoutProtocol<PageMessage>;

declare global {
  interface Window {
    acquireVsCodeApi?: () => WebviewApi;
  }
}

export interface Host {
  post(message: Outgoing): void;
  /** Messages of another protocol version are logged and dropped. */
  listen(receive: (message: HostMessage) => void): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** Connects to the host around this page; null where there is none. */
export function connectHost(): Host | null {
  const api = window.acquireVsCodeApi?.();
  if (api === undefined) return null;
  const post = (message: Outgoing): void => api.postMessage({ protocol: PREVIEW_PROTOCOL, ...message });
  return {
    post,
    listen(receive) {
      window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        if (isHostMessage(data)) receive(data);
        else {
          const text = `Ignored a message that is not of protocol ${PREVIEW_PROTOCOL}: ${brief(data)}`;
          post({ type: "log", message: text });
        }
      });
    },
    getState: () => api.getState(),
    setState: (state) => api.setState(state),
  };
}

const TYPES: ReadonlySet<unknown> = new Set<HostMessage["type"]>([
  "changed",
  "progress",
  "model",
  "notice",
  "heatmap",
  "lengths",
  "said",
]);

function isHostMessage(data: unknown): data is HostMessage {
  return (
    typeof data === "object" &&
    data !== null &&
    "protocol" in data &&
    data.protocol === PREVIEW_PROTOCOL &&
    "type" in data &&
    TYPES.has(data.type)
  );
}

function brief(data: unknown): string {
  return JSON.stringify(data)?.slice(0, 120) ?? typeof data;
}
