# What zsh offers at the end of each command line: zsh -f zsh-offers.zsh FOLDER LINE..., with the script _rope-lens in the folder.
# Prints a word a line, and a line "--" after each command line.
zmodload zsh/zpty
# An interactive shell, since only there the completion system runs. `compadd` is what it offers words with.
zpty shell zsh -f -i
zpty -w shell '
PS1= PS2= PROMPT_EOL_MARK=
fpath=('${(q)1}' $fpath)
autoload -Uz compinit; compinit -u -D
compadd() {
  local -a offered
  if [[ " $* " != *" -"[OAD]" "* ]]; then
    builtin compadd -O offered "$@"
    (( $#offered )) && print -rl -- "<offer>"${^offered}"</offer>"
  fi
  builtin compadd "$@"
}
offer() { zle complete-word; zle kill-whole-line; print -r -- "<""end>" }
zle -N offer
bindkey "^I" offer
print -r -- "<""ready>"
'
zpty -r shell heard '*<ready>*'
for line in "${@:2}"; do
  zpty -w -n shell "$line"$'\t'
  zpty -r shell heard '*<end>*'
  print -r -- "$heard" | tr -d '\r' | sed -n 's/^.*<offer>\(.*\)<\/offer>.*$/\1/p' | sort -u
  print -- --
done
zpty -d shell
