import { SIBLINGS_REQUEST, type SiblingsAnswer, type SiblingsParams } from "../protocol/index.ts";
import { SIBLING_NAMES } from "../rules/index.ts";
import type { Connection } from "./lsp.ts";

/** Reads files beside or above a file; absent ones have no entry. */
export type ReadSiblings = (params: SiblingsParams) => Promise<SiblingsAnswer>;

/** Siblings read by the editor, which knows file systems that the server does not: remote, virtual, in the browser. */
export function siblingsByClient(connection: Connection): ReadSiblings {
  return (params) => connection.sendRequest<SiblingsAnswer>(SIBLINGS_REQUEST, params);
}

/** The siblings of each config, read once until a file of such a name changes. */
export class SiblingStore {
  private readonly cache = new Map<string, Promise<SiblingsAnswer>>();
  private read: ReadSiblings = async () => ({});

  begin(read: ReadSiblings): void {
    this.read = read;
  }

  of(uri: string): Promise<SiblingsAnswer> {
    const known = this.cache.get(uri);
    if (known !== undefined) return known;
    const siblings = this.read({ uri, names: SIBLING_NAMES }).catch(() => ({}));
    this.cache.set(uri, siblings);
    return siblings;
  }

  forget(uri: string): void {
    this.cache.delete(uri);
  }

  forgetAll(): void {
    this.cache.clear();
  }
}
