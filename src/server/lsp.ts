/**
 * The protocol's values and types, for every file of the server. The package is CommonJS: a bundle copies its hundreds of exports once
 * for each module that imports it, so that one module does.
 */
export * from "vscode-languageserver";
