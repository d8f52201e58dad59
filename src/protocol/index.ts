export * from "./lsp.ts";
export * from "./preview.ts";
