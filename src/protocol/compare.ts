/** Client -> server: what differs between two configs; either may be a version that no editor shows. */
export const COMPARE_REQUEST = "ropeLens/compare";

export interface ComparedText {
  /** The file whose settings hold for this side. */
  readonly uri: string;
  /** How it is named to the reader: "llama/config.json", "HEAD". */
  readonly name: string;
  readonly text: string;
}
export interface CompareParams {
  readonly before: ComparedText;
  /** Its settings choose bins and runtimes. */
  readonly after: ComparedText;
}
export type CompareAnswer =
  | {
      readonly ok: true;
      /** The comparison as a Markdown page. */
      readonly markdown: string;
    }
  | { readonly ok: false; readonly message: string };
