export * from "./compare.ts";
export * from "./lsp.ts";
export * from "./pretrained-length.ts";
export * from "./preview.ts";
export * from "./preview-html.ts";
