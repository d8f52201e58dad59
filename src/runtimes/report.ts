/** What a run of a framework leaves behind. */
import type { Rotation } from "./formulas/common.ts";
import type { Source } from "./runtime.ts";

export interface LayerRotation extends Rotation {
  /** null when all layers share one RoPE. */
  readonly layerType: string | null;
}

/** Collects what is said on the way; the exceptions are thrown. */
export class Report {
  readonly warnings: string[] = [];
  readonly ignoredKeys: string[] = [];
  readonly ropes: LayerRotation[] = [];
  readonly sources: Source[] = [];
  /** The window when started without a length option, tokens; null where none is derived. */
  derivedMaxLength: number | null = null;
  /** It differs from what the file states although a RoPE of it is computed: not at every position. */
  differs = false;

  warn(message: string): void {
    if (!this.warnings.includes(message)) this.warnings.push(message);
  }

  cite(source: Source): void {
    this.sources.push(source);
  }

  ignore(key: string): void {
    if (!this.ignoredKeys.includes(key)) this.ignoredKeys.push(key);
  }

  /** The model reads a key that loading did not know. */
  read(key: string): void {
    const at = this.ignoredKeys.indexOf(key);
    if (at >= 0) this.ignoredKeys.splice(at, 1);
  }
}
