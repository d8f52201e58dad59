import { nextTurn } from "../../rope/steps.ts";
import { type Diagnostic as Finding, helpUri, type Severity } from "../../rules/index.ts";
import type { ServerContext } from "../context.ts";
import type { OpenConfig } from "../document-store.ts";
import {
  type Diagnostic,
  DiagnosticRefreshRequest,
  DiagnosticSeverity,
  DocumentDiagnosticReportKind,
  type ServerCapabilities,
} from "../lsp.ts";
import { rangeOf } from "../positions.ts";

const SOURCE = "RoPE Lens";

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Squiggles while typing: pulled by editors that can, pushed to the others. */
export function diagnostics(context: ServerContext): ServerCapabilities {
  const { connection, documents, findings } = context;

  connection.languages.diagnostics.on(async ({ textDocument }) => {
    const found = await findings.of(textDocument.uri);
    const items = found === null ? [] : found.findings.map((finding) => diagnosticOf(context, found.open, finding));
    return { kind: DocumentDiagnosticReportKind.Full, items };
  });

  const push = async (uri: string) => {
    const found = await findings.of(uri);
    // An editor that pulls is about to: the answer is ready then.
    if (found === null || context.client().pullDiagnostics) return;
    const items = found.findings.map((finding) => diagnosticOf(context, found.open, finding));
    const { version } = found.open.document;
    await connection.sendDiagnostics({ uri, version, diagnostics: items });
  };
  documents.open.onDidChangeContent(({ document }) => push(document.uri));
  documents.open.onDidClose(({ document }) => {
    if (!context.client().pullDiagnostics) connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  findings.onChange(async () => {
    if (context.client().refreshDiagnostics) connection.sendRequest(DiagnosticRefreshRequest.type);
    if (context.client().pullDiagnostics) return;
    // With hundreds open, others get in between.
    for (const uri of documents.open.keys()) {
      await push(uri);
      await nextTurn();
    }
  });

  return { diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false } };
}

export function diagnosticOf(context: ServerContext, { document }: OpenConfig, finding: Finding): Diagnostic {
  const page = context.documentation(helpUri(finding.code));
  return {
    range: rangeOf(document, finding),
    severity: SEVERITIES[finding.severity],
    code: finding.code,
    ...(page === null ? {} : { codeDescription: { href: page } }),
    source: SOURCE,
    message: finding.message,
  };
}
