import { commands, type Disposable, type LogOutputChannel, type Memento, type Uri } from "vscode";
import type { ActiveConfig } from "../active-config.ts";
import { ComparisonPages } from "../compare/comparison-pages.ts";
import type { FileChoicesStore } from "../file-choices.ts";
import { removeScaling } from "../insertion.ts";
import { InsertionDiff } from "../insertion-diff.ts";
import type { PreviewPanels } from "../preview/preview-panels.ts";
import type { Session } from "../session.ts";
import { chooseUseCommand } from "./choose-use.ts";
import { compareCommand } from "./compare.ts";
import { extendCommand } from "./extend.ts";
import { insertArguments } from "./insert-arguments.ts";
import { insertCommand } from "./insert-strategy.ts";
import { measureCommand } from "./measure.ts";
import { pretrainedLengthCommand } from "./pretrained-length.ts";
import { targetFile } from "./target-file.ts";
import { targetLengthCommand } from "./target-length.ts";
import { turnOffRule } from "./turn-off-rule.ts";

export interface CommandServices {
  readonly session: Session;
  readonly active: ActiveConfig;
  readonly previews: PreviewPanels;
  readonly choices: FileChoicesStore;
  readonly log: LogOutputChannel;
  readonly memento: Memento;
}

/** The commands of the category "RoPE Lens". The first argument, where one is given, is the file. */
export function registerCommands(services: CommandServices): Disposable[] {
  const { session, active, previews, choices, log, memento } = services;
  const diff = new InsertionDiff(session);
  const comparisons = new ComparisonPages(session, memento);
  const onFile = (id: string, run: (file: Uri, rest: unknown) => unknown) =>
    commands.registerCommand(id, (argument: unknown, rest: unknown) => {
      const file = targetFile(argument, active);
      return file === null ? undefined : run(file, rest);
    });
  return [
    diff,
    comparisons,
    commands.registerCommand("ropeLens.preview", (argument: unknown) => {
      // Without a file the preview opens all the same and lists the configs that there are.
      const given = argument === undefined ? (active.document?.uri ?? null) : targetFile(argument, active);
      previews.open(given);
    }),
    onFile("ropeLens.insertStrategy", (file, rest) => insertCommand(session, file, insertArguments(rest))),
    onFile("ropeLens.extend", (file) => extendCommand(session, diff, file)),
    onFile("ropeLens.compare", (file, rest) => compareCommand(comparisons, file, rest)),
    onFile("ropeLens.measure", (file, rest) => measureCommand(session, file, insertArguments(rest))),
    onFile("ropeLens.removeScaling", (file) => removeScaling(session, { uri: file.toString() })),
    onFile("ropeLens.setTargetLength", (file) => targetLengthCommand(session, choices, file)),
    onFile("ropeLens.setPretrainedLength", (file) => pretrainedLengthCommand(session, file)),
    onFile("ropeLens.turnOffRule", (file, code) => turnOffRule(session, file, code)),
    onFile("ropeLens.chooseUse", (file) => chooseUseCommand(choices, file)),
    commands.registerCommand("ropeLens.restartServer", () => session.restart()),
    commands.registerCommand("ropeLens.showOutput", () => log.show()),
  ];
}
