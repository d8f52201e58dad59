import { type CancellationToken, LSPErrorCodes, ResponseError } from "./lsp.ts";

/** An AbortSignal that follows the request's token: the analysis below knows nothing of the language server protocol. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

/** Answers a cancelled request as the protocol wants; other failures pass through. */
export async function cancellable<T>(
  token: CancellationToken,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | ResponseError<void>> {
  const signal = signalOf(token);
  try {
    return await work(signal);
  } catch (error) {
    if (signal.aborted) return new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
    throw error;
  }
}
