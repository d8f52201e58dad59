/** What a bench run reports: ratios first, absolute figures as context. Plain data. */
import type { Summary } from "./statistics.ts";

export interface Target {
  readonly is: "at least" | "at most" | "below";
  readonly value: number;
}

/** Two things measured in the same rounds. */
export interface Comparison {
  /** What the ratio says, so that it reads on: "the paper's loops in Python / RoPE Lens, the same work". */
  readonly what: string;
  /** One ratio a round. */
  readonly ratio: Summary;
  readonly target: Target | null;
}

export interface Figure {
  readonly what: string;
  readonly unit: "ms" | "MB" | "KB" | "files/s" | "/s";
  readonly value: Summary;
  readonly target: Target | null;
}

export interface Section {
  readonly name: string;
  readonly title: string;
  /** How it was measured, in sentences. */
  readonly how: string;
  readonly comparisons: readonly Comparison[];
  readonly figures: readonly Figure[];
  /** What could not be measured here, and why. */
  readonly skipped: readonly string[];
}

export interface Results {
  /** Of this shape. */
  readonly version: 1;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly platform: string;
    readonly node: string;
    /** Programs that wanted a core in the minute before the start and the one before the end. */
    readonly load: readonly [number, number];
  };
  readonly seconds: number;
  readonly sections: readonly Section[];
}

/** null where nothing was aimed at. */
export function holds(value: number, target: Target | null): boolean | null {
  if (target === null) return null;
  switch (target.is) {
    case "at least":
      return value >= target.value;
    case "at most":
      return value <= target.value;
    case "below":
      return value < target.value;
  }
}
