/** What the page told its host. */
import type { PageMessage } from "../../../src/protocol/index.ts";
import type { PreviewPage } from "./preview-page.ts";

/** The last message of a type; throws when there is none. */
export function last<T extends PageMessage["type"]>({ host }: PreviewPage, type: T) {
  const found = host.received.findLast(
    (message): message is Extract<PageMessage, { type: T }> => message.type === type,
  );
  if (found === undefined) throw new Error(`the page sent no ${type}`);
  return found;
}
