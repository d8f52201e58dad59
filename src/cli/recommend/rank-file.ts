/** One file of a run over many: read, ranked, and written out in the format. Plain data in and out, so that any thread can do it. */
import { CannotRun } from "../exit.ts";
import type { Io } from "../io.ts";
import type { FoundFile } from "../reading/find-files.ts";
import { asModelConfig, computable, readProjectConfig } from "../reading/read-config-file.ts";
import { TooLarge } from "../reading/text-file.ts";
import { SettingsFinder } from "../settings/find-settings.ts";
import { rankingsToRows } from "./csv.ts";
import { rankingsToJsonLine } from "./json.ts";
import { rankingsToLines } from "./lines.ts";
import { type ChosenOptions, optionsFor, rank } from "./ranking.ts";

/** The formats that stand in the order of the files, so that thousands of answers need not be kept. */
export const MANY_FORMATS = ["pretty", "ndjson", "csv"] as const;

export interface RankRequest extends ChosenOptions {
  readonly format: (typeof MANY_FORMATS)[number];
}

export type RankedFile =
  | { readonly kind: "ranked"; readonly text: string }
  /** No model config; `note` says why, where a user would wonder. */
  | { readonly kind: "other"; readonly note: string | null }
  | { readonly kind: "problem"; readonly problem: string };

export class FileRanker {
  private readonly request: RankRequest;
  private readonly io: Pick<Io, "cwd" | "readStdin">;
  private readonly settings: SettingsFinder;

  constructor(request: RankRequest, io: Pick<Io, "cwd" | "readStdin">) {
    this.request = request;
    this.io = io;
    this.settings = new SettingsFinder(io.cwd);
  }

  /** Never rejects for what is wrong with a file: that is its answer. */
  async rank(found: FoundFile): Promise<RankedFile> {
    try {
      const file = await readProjectConfig(found, this.request.pretrainedLength, this.io, this.settings);
      const broken = file.snapshot.syntaxProblems.some(({ breaksTree }) => breaksTree);
      if (file.snapshot.model === null && !broken) return { kind: "other", note: null };
      const config = computable(asModelConfig(file));
      const rankings = rank(config, optionsFor(config, this.request));
      switch (this.request.format) {
        case "pretty":
          return { kind: "ranked", text: rankingsToLines(file.name, rankings) };
        case "ndjson":
          return { kind: "ranked", text: rankingsToJsonLine(file.name, rankings) };
        case "csv":
          return { kind: "ranked", text: rankingsToRows(rankings, file.name) };
      }
    } catch (error) {
      if (error instanceof TooLarge) return { kind: "other", note: error.note };
      if (error instanceof CannotRun) return { kind: "problem", problem: error.message };
      throw error;
    }
  }
}
