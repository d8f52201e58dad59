/**
 * Tests by name that no mutant runs: each takes most of a second or more, and a quicker one beside it looks at the same code. `npm test` runs them
 * all.
 */
export const SLOW_TESTS: readonly RegExp[] = [
  // The recorded case of 4096 to 8192, and the grids of 37 and 6 bins, stay.
  /^distributional disturbs 72\.1 %/,
  /^interpolates the pairs that the paper's rule interpolates$/,
  /^resonant disturbs 91\.3 %/,
  /^gives the recorded means for theta (10000, 4096 to (16384|32768)|500000)/,
  /^(agrees with counting by positions|reaches the recorded objective of .*) for theta (10000, 4096 to (16384|32768)|500000)/,
  /^equals counting positions on every grid of (360|90) bins/,
  // Two others count at resonances, and 131072 positions are counted one by one as well.
  /^are exact where products fall on boundaries/,
  /^equal counting every position at n = 1048576$/,
  /^never gets through, whatever the message says$/,
  /^does not mind a hundred thousand times longer window$/,
];
