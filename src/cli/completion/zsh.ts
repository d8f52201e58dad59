import type { CompletedOption, CompletedVerb } from "./model.ts";

/** For a folder of $fpath, under the name _rope-lens. */
export function zshScript(verbs: readonly CompletedVerb[]): string {
  return `#compdef rope-lens
_rope-lens() {
  local -a verbs=(
${verbs.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join("\n")}
    'help:explain a verb'
  )
  if (( CURRENT == 2 )); then
    _describe verb verbs
    return
  fi
  local verb=$words[2]
  shift words
  (( CURRENT-- ))
  case $verb in
${verbs.map(verbCase).join("\n")}
    help) _describe verb verbs ;;
  esac
}
if [[ "$funcstack[1]" == "_rope-lens" ]]; then
  _rope-lens "$@"
else
  compdef _rope-lens rope-lens
fi
`;
}

function verbCase({ name, options, words }: CompletedVerb): string {
  const rest = words === null ? "'*:file:_files'" : words.length === 0 ? "" : quoted(`1:word:(${words.join(" ")})`);
  const lines = [...options.flatMap(argumentLines), rest].filter((line) => line !== "");
  return `    ${name})
      _arguments -s \\
${lines.map((line) => `        ${line}`).join(" \\\n")}
      ;;`;
}

function argumentLines({ short, long, description, takesValue, values }: CompletedOption): string[] {
  const text = description.replaceAll(/[[\]:]/g, (character) => `\\${character}`);
  const value = takesValue
    ? `:value:${values === "files" ? "_files" : values.length > 0 ? `(${values.join(" ")})` : ""}`
    : "";
  const repeat = long === "--runtime" ? "*" : "";
  return [long, ...(short === null ? [] : [short])].map((flag) => quoted(`${repeat}${flag}[${text}]${value}`));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
