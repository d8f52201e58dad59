import type { CompletedOption, CompletedVerb } from "./model.ts";

/** For ~/.config/fish/completions, under the name rope-lens.fish. */
export function fishScript(verbs: readonly CompletedVerb[]): string {
  const lines = ["# fish completion of rope-lens", "complete -c rope-lens -f"];
  for (const { name, summary } of verbs) {
    lines.push(`complete -c rope-lens -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`);
  }
  lines.push(
    "complete -c rope-lens -n __fish_use_subcommand -a help -d 'explain a verb'",
    "complete -c rope-lens -n __fish_use_subcommand -s h -l help -d 'explain the command'",
    "complete -c rope-lens -n __fish_use_subcommand -s V -l version -d 'print the version'",
    `complete -c rope-lens -n '__fish_seen_subcommand_from help' -a '${verbs.map(({ name }) => name).join(" ")}'`,
  );
  for (const { name, options, words } of verbs) {
    const start = `complete -c rope-lens -n '__fish_seen_subcommand_from ${name}'`;
    lines.push(...options.map((option) => `${start} ${optionFlags(option)}`));
    if (words === null) lines.push(`${start} -F`);
    else if (words.length > 0) lines.push(`${start} -a '${words.join(" ")}'`);
  }
  return `${lines.join("\n")}\n`;
}

function optionFlags({ short, long, description, takesValue, values }: CompletedOption): string {
  return [
    short === null ? "" : `-s ${short.slice(1)}`,
    `-l ${long.slice(2)}`,
    // Required; and no files, or files although the command as a whole wants none.
    takesValue ? (values === "files" ? "-r -F" : "-x") : "",
    values !== "files" && values.length > 0 ? `-a '${values.join(" ")}'` : "",
    `-d ${quoted(description)}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
