import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";

/** Makes a client whose server runs where this host can run one: a process, or a web worker. Not yet started. */
export type LaunchServer = (options: LanguageClientOptions) => Promise<BaseLanguageClient>;

export const CLIENT_ID = "ropeLens";
export const CLIENT_NAME = "RoPE Lens";
