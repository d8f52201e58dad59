// Draws images/icon.png: a polar histogram of rotary angles around a circle, 256 x 256. Run it after changing the picture.
import { writeFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";

const SIZE = 256;
/** Samples a pixel in each direction. */
const SAMPLES = 4;
const BARS = 24;

const BACKGROUND = [24, 32, 52];
const PRETRAINED = [138, 148, 166];
const EXTENDED = [94, 169, 255];
const NEW_ANGLES = [224, 69, 43];

/** Length of a bar between the inner circle and the rim, 0 to 1: two arcs, as slow pairs leave them. */
function barLength(bar) {
  const turn = bar / BARS;
  return 0.35 + 0.6 * Math.abs(Math.cos(Math.PI * (turn * 1.5 + 0.1)));
}

/** Colour at a point of the unit square around (0, 0), -1 to 1; null outside the rounded square. */
function colourAt(x, y) {
  const corner = 0.42;
  const beyond = [Math.max(0, Math.abs(x) - (0.98 - corner)), Math.max(0, Math.abs(y) - (0.98 - corner))];
  if (Math.hypot(...beyond) > corner) return null;
  const radius = Math.hypot(x, y);
  const turn = (Math.atan2(-y, x) / (2 * Math.PI) + 1) % 1;
  const bar = Math.floor(turn * BARS);
  const acrossBar = turn * BARS - bar;
  if (radius > 0.235 && radius < 0.265) return PRETRAINED;
  if (acrossBar < 0.16 || acrossBar > 0.84 || radius < 0.32) return BACKGROUND;
  const end = 0.32 + 0.54 * barLength(bar);
  if (radius > end) return BACKGROUND;
  return bar >= 15 && bar < 18 ? NEW_ANGLES : EXTENDED;
}

function pixel(column, row) {
  const sum = [0, 0, 0, 0];
  for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
    const x = column + ((sample % SAMPLES) + 0.5) / SAMPLES;
    const y = row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES;
    const colour = colourAt((x / SIZE) * 2 - 1, (y / SIZE) * 2 - 1);
    if (colour === null) continue;
    for (const [channel, value] of colour.entries()) sum[channel] += value;
    sum[3]++;
  }
  const covered = Math.max(1, sum[3]);
  return [sum[0] / covered, sum[1] / covered, sum[2] / covered, (255 * sum[3]) / SAMPLES ** 2].map(Math.round);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

const rows = [];
for (let row = 0; row < SIZE; row++) {
  // Each row begins with its filter: none.
  rows.push(Buffer.from([0, ...Array.from({ length: SIZE }, (_, column) => pixel(column, row)).flat()]));
}
const header = Buffer.alloc(13);
header.writeUInt32BE(SIZE, 0);
header.writeUInt32BE(SIZE, 4);
// Eight bits a channel, colour with transparency.
header.set([8, 6, 0, 0, 0], 8);
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const image = [
  chunk("IHDR", header),
  chunk("IDAT", deflateSync(Buffer.concat(rows), { level: 9 })),
  chunk("IEND", Buffer.alloc(0)),
];
writeFileSync(new URL("../images/icon.png", import.meta.url), Buffer.concat([signature, ...image]));
