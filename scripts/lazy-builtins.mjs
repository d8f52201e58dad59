// Modules of Node that packages require as soon as they are loaded and use for pipes and child processes alone: loaded at the first use.
const NAMESPACE = "lazy-builtin";

/** @type {import("esbuild").Plugin} */
export const lazyBuiltins = {
  name: NAMESPACE,
  setup(build) {
    build.onResolve({ filter: /^(?:crypto|child_process)$/ }, ({ path, kind, namespace }) => {
      if (namespace === NAMESPACE) return { path, external: true };
      return kind === "require-call" ? { path, namespace: NAMESPACE } : undefined;
    });
    build.onLoad({ filter: /./, namespace: NAMESPACE }, ({ path }) => ({
      contents: `module.exports = new Proxy({}, { get: (_, name) => require(${JSON.stringify(path)})[name] });`,
    }));
  },
};
