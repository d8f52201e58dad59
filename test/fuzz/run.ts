/** Mutated texts by number: the same seed and number always make the same text. */
import { mutate } from "./mutate.ts";
import { randomOf } from "./random.ts";
import { seedTexts } from "./seeds.ts";
import { type Trial, tryText } from "./try-text.ts";

export interface Input {
  readonly number: number;
  readonly text: string;
  readonly trial: Trial;
}

/** Numbers that a generator is seeded by lie apart, so that neighbours have nothing in common. */
const STRIDE = 0x9e3779b1;

export function* fuzz(seed: number, first: number, count: number): Generator<Input> {
  const seeds = seedTexts();
  for (let number = first; number < first + count; number++) {
    const random = randomOf(Math.imul(seed + number, STRIDE));
    const text = mutate(seeds, random);
    yield { number, text, trial: tryText(text, random) };
  }
}
