import type { CompletedVerb } from "./model.ts";

/** To be sourced, or put into bash-completion's folder under the name rope-lens. */
export function bashScript(verbs: readonly CompletedVerb[]): string {
  return `# bash completion of rope-lens
_rope_lens() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" verb="\${COMP_WORDS[1]}"
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W "${verbs.map(({ name }) => name).join(" ")} help --help --version" -- "$current"))
    return
  fi
  case "$verb" in
${verbs.map(verbCase).join("\n")}
  help) COMPREPLY=($(compgen -W "${verbs.map(({ name }) => name).join(" ")}" -- "$current")) ;;
  esac
}
complete -F _rope_lens rope-lens
`;
}

const FILES = 'compopt -o filenames; COMPREPLY=($(compgen -f -- "$current"))';

function verbCase({ name, options, words }: CompletedVerb): string {
  const valued = options.filter(({ takesValue }) => takesValue);
  const values = valued.map(({ short, long, values }) => {
    const flags = short === null ? long : `${short} | ${long}`;
    const reply = values === "files" ? FILES : values.length === 0 ? ":" : wordReply(values);
    return `    ${flags}) ${reply}; return ;;`;
  });
  const switches = options.map(({ long }) => long).join(" ");
  const rest = words === null ? FILES : wordReply(words);
  return `  ${name})
    case "$previous" in
${values.join("\n")}
    esac
    if [[ "$current" == -* ]]; then
      COMPREPLY=($(compgen -W "${switches}" -- "$current"))
    else
      ${rest}
    fi
    ;;`;
}

function wordReply(words: readonly string[]): string {
  return words.length === 0 ? ":" : `COMPREPLY=($(compgen -W "${words.join(" ")}" -- "$current"))`;
}
