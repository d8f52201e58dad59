// Leaves out of the mutants what is words alone: they would need a test that repeats every sentence.
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

const isWord = (path) => path.isStringLiteral() || path.isTemplateLiteral();

/** The outcome of an effect, by way of a condition too: "raises" and "differs" tell readers what a framework does, and are judged alike. */
const isOutcome = (parent) =>
  parent.isConditionalExpression()
    ? isOutcome(parent.parentPath)
    : parent.isObjectProperty() && parent.get("key").isIdentifier({ name: "outcome" });

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, "words", {
    shouldIgnore(path) {
      const parent = path.parentPath;
      if (!isWord(path) || parent === null) return undefined;
      if (parent.isCallExpression() && parent.get("callee").toString() === "l10n.t") return "a sentence";
      if (parent.isNewExpression() && /Error$/.test(parent.get("callee").toString())) return "the message of an error";
      if (parent.isObjectProperty() && parent.get("key").isIdentifier({ name: "title" })) return "a title";
      if (/^(raises|differs)$/.test(path.node.value) && isOutcome(parent)) return "what is judged as the other is";
      return undefined;
    },
  }),
];
