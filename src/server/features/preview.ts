import {
  heatmapOf,
  lengthCurveSteps,
  parameterErrorText,
  previewModelSteps,
  querySettings,
} from "../../advice/index.ts";
import {
  HEATMAP_REQUEST,
  type HeatmapAnswer,
  LENGTHS_REQUEST,
  type LengthsAnswer,
  PREVIEW_REQUEST,
  type PreviewAnswer,
  type PreviewFinding,
  type PreviewModel,
  type PreviewNotice,
  type PreviewParams,
  type PreviewProgress,
} from "../../protocol/index.ts";
import { RopeParameterError, type RunOptions, runInSlices } from "../../rope/index.ts";
import { cancellable } from "../cancellation.ts";
import type { ServerContext } from "../context.ts";
import type { OpenConfig } from "../document-store.ts";
import { type CancellationToken, ProgressType, type ResponseError, type ServerCapabilities } from "../lsp.ts";

const PROGRESS = new ProgressType<PreviewProgress>();

/** What the preview page shows: the comparison, and on their own the heatmap and the length curve. */
export function preview(context: ServerContext): ServerCapabilities {
  const { connection } = context;
  connection.onRequest(PREVIEW_REQUEST, (params: PreviewParams, token): Promise<PreviewAnswer | ResponseError> => {
    const { progressToken } = params;
    return cancellable(token, (signal) => {
      const onProgress = ({ done, total }: PreviewProgress) => {
        if (progressToken !== undefined) connection.sendProgress(PROGRESS, progressToken, { done, total });
      };
      return previewAnswer(context, params, { signal, onProgress });
    });
  });
  connection.onRequest(
    HEATMAP_REQUEST,
    (params: PreviewParams, token): Promise<HeatmapAnswer | ResponseError> =>
      cancellable(token, async (signal) => {
        const answer = await previewAnswer(context, params, { signal });
        return answer.ok ? heatmapOf(answer.model.analysis, answer.model.drawn) : null;
      }),
  );
  connection.onRequest(LENGTHS_REQUEST, (params: PreviewParams, token: CancellationToken) =>
    cancellable(token, async (signal): Promise<LengthsAnswer> => {
      const settings = await context.settings.of(params.uri);
      const model = context.documents.read(params.uri)?.snapshot.model ?? null;
      if (model === null) return null;
      const steps = lengthCurveSteps(model, params.query.rope, querySettings(params.query, settings));
      return runInSlices(steps, { signal });
    }),
  );
  return {};
}

async function previewAnswer(
  context: ServerContext,
  { uri, query, quick }: PreviewParams,
  run: RunOptions,
): Promise<PreviewAnswer> {
  const settings = await context.settings.of(uri);
  const open = context.documents.read(uri);
  const file = context.displayName(uri);
  if (open === null) return { ok: false, notice: { kind: "no-config", file, configs: [] } };
  let model: PreviewModel | null;
  try {
    const named = { file, documentVersion: open.document.version };
    model = await runInSlices(previewModelSteps(open.snapshot, query, settings, named, { quick }), run);
  } catch (error) {
    if (error instanceof RopeParameterError)
      return { ok: false, notice: { kind: "failed", message: parameterErrorText(error) } };
    throw error;
  }
  const broken = syntaxNotice(open, file);
  if (broken !== null) return { ok: false, notice: broken };
  if (model === null) return { ok: false, notice: await absence(context, open, file) };
  return { ok: true, model: { ...model, findings: await findingsOf(context, open) } };
}

/** Of this version of the document; none when it has changed meanwhile. */
async function findingsOf({ findings }: ServerContext, { document }: OpenConfig): Promise<PreviewFinding[]> {
  const found = await findings.of(document.uri);
  if (found === null || found.open.document.version !== document.version) return [];
  return [...found.findings]
    .sort((a, b) => a.offset - b.offset)
    .map(({ code, severity, message, offset }) => ({
      code,
      severity,
      message,
      line: document.positionAt(offset).line + 1,
    }));
}

/** A text whose tree had to be guessed shows its first error, not figures of a guess. */
function syntaxNotice({ document, snapshot }: OpenConfig, file: string): PreviewNotice | null {
  const problem = snapshot.syntaxProblems.find(({ breaksTree }) => breaksTree);
  if (problem === undefined) return null;
  const { line, character } = document.positionAt(problem.offset);
  return { kind: "syntax", line: line + 1, column: character + 1, message: problem.message, file };
}

async function absence(
  { findings }: ServerContext,
  { document, snapshot }: OpenConfig,
  file: string,
): Promise<PreviewNotice> {
  if (snapshot.model === null) return { kind: "no-config", file, configs: [] };
  // A RoPE that cannot be computed is not the same as none: the finding says why.
  const found = await findings.of(document.uri);
  const error = found?.findings.find(({ severity }) => severity === "error");
  if (error !== undefined) return { kind: "failed", message: error.message };
  return { kind: "no-rope", file, modelType: snapshot.model.modelType };
}
