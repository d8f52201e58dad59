/** Draws what a canvas would, as SVG: the part of a 2D context that Chart.js and the page's own painters use. */

/** Paths of SVG, recorded. Takes the place of Path2D, whose own content cannot be read. */
export class VectorPath {
  d: string;

  constructor(d = "") {
    this.d = d;
  }
  moveTo(x: number, y: number): void {
    this.d += `M${n(x)} ${n(y)}`;
  }
  lineTo(x: number, y: number): void {
    this.d += `${this.d === "" ? "M" : "L"}${n(x)} ${n(y)}`;
  }
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    this.d += `Q${n(cx)} ${n(cy)} ${n(x)} ${n(y)}`;
  }
  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    this.d += `C${n(ax)} ${n(ay)} ${n(bx)} ${n(by)} ${n(x)} ${n(y)}`;
  }
  rect(x: number, y: number, width: number, height: number): void {
    this.d += `M${n(x)} ${n(y)}h${n(width)}v${n(height)}h${n(-width)}Z`;
  }
  arc(x: number, y: number, r: number, start: number, end: number, counterclockwise = false): void {
    const span = counterclockwise ? start - end : end - start;
    // One arc of SVG cannot be a whole circle, so every one is drawn as two halves.
    const middle = (start + end) / 2;
    const at = (angle: number): string => `${n(x + r * Math.cos(angle))} ${n(y + r * Math.sin(angle))}`;
    const flags = `${n(r)} ${n(r)} 0 ${Math.abs(span) / 2 > Math.PI ? 1 : 0} ${counterclockwise ? 0 : 1} `;
    this.d += `${this.d === "" ? "M" : "L"}${at(start)}A${flags}${at(middle)}A${flags}${at(end)}`;
  }
  closePath(): void {
    this.d += "Z";
  }
}

interface Drawing {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineCap: string;
  lineJoin: string;
  lineDashOffset: number;
  globalAlpha: number;
  font: string;
  textAlign: string;
  textBaseline: CanvasTextBaseline;
  dash: readonly number[];
  matrix: string;
  /** Of the clip path in force; "" for none. */
  clipId: string;
}

const START: Drawing = {
  fillStyle: "#000000",
  strokeStyle: "#000000",
  lineWidth: 1,
  lineCap: "butt",
  lineJoin: "miter",
  lineDashOffset: 0,
  globalAlpha: 1,
  font: "10px sans-serif",
  textAlign: "start",
  textBaseline: "alphabetic",
  dash: [],
  matrix: "",
  clipId: "",
};

/** Those that are properties of a context, set from outside. */
const PROPERTIES = [
  "fillStyle",
  "strokeStyle",
  "lineWidth",
  "lineCap",
  "lineJoin",
  "lineDashOffset",
  "globalAlpha",
  "font",
  "textAlign",
  "textBaseline",
] as const satisfies readonly (keyof Drawing)[];

const ANCHORS: Readonly<Record<string, string>> = { center: "middle", right: "end", end: "end" };

export class VectorContext extends VectorPath {
  /** Elements of SVG, in the order in which they were drawn. */
  readonly elements: string[] = [];
  /** Read by Chart.js. */
  readonly canvas: HTMLCanvasElement;
  imageSmoothingEnabled = true;
  private now: Drawing = { ...START };
  private readonly saved: Drawing[] = [];
  private readonly measure: CanvasRenderingContext2D;
  /** Of clip paths; unique in the document that the elements go into. */
  private readonly prefix: string;
  private clips = 0;

  constructor(canvas: HTMLCanvasElement, prefix: string) {
    super();
    this.canvas = canvas;
    this.prefix = prefix;
    const measure = document.createElement("canvas").getContext("2d");
    if (measure === null) throw new Error("the browser has no 2D canvas");
    this.measure = measure;
    // The drawing's properties are plain fields to those who draw.
    for (const name of PROPERTIES) {
      Object.defineProperty(this, name, {
        get: () => Reflect.get(this.now, name),
        set: (value: unknown) => Reflect.set(this.now, name, value),
      });
    }
  }

  save(): void {
    this.saved.push({ ...this.now });
  }
  restore(): void {
    this.now = this.saved.pop() ?? this.now;
  }
  translate(x: number, y: number): void {
    this.now.matrix += `translate(${n(x)} ${n(y)})`;
  }
  rotate(angle: number): void {
    this.now.matrix += `rotate(${n((angle * 180) / Math.PI)})`;
  }
  resetTransform(): void {
    this.now.matrix = "";
  }
  setLineDash(dash: readonly number[]): void {
    this.now.dash = dash;
  }
  beginPath(): void {
    this.d = "";
  }
  clip(): void {
    const id = `${this.prefix}-${this.clips++}`;
    this.elements.push(`<clipPath id="${id}"><path d="${this.d}"/></clipPath>`);
    this.now.clipId = id;
  }
  clearRect(): void {
    // Nothing is there yet.
  }
  fill(path: VectorPath = this): void {
    this.add("path", `d="${path.d}" ${this.paint("fill", this.now.fillStyle)}`);
  }
  stroke(path: VectorPath = this): void {
    this.add("path", `d="${path.d}" fill="none" ${this.strokes()}`);
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    this.add("rect", `${box(x, y, width, height)} ${this.paint("fill", this.now.fillStyle)}`);
  }
  strokeRect(x: number, y: number, width: number, height: number): void {
    this.add("rect", `${box(x, y, width, height)} fill="none" ${this.strokes()}`);
  }
  measureText(text: string): TextMetrics {
    this.measure.font = this.now.font;
    return this.measure.measureText(text);
  }
  fillText(text: string, x: number, y: number): void {
    const [, weight = "400", size = "10", family = "sans-serif"] =
      /(?:\b(\d{3}|bold|normal)\s+)?([\d.]+)px\s+(.*)$/.exec(this.now.font) ?? [];
    const anchor = ANCHORS[this.now.textAlign] ?? "start";
    const font = `font-family="${escaped(family)}" font-size="${size}" font-weight="${weight}"`;
    const place = `x="${n(x)}" y="${n(y + this.baseline())}" text-anchor="${anchor}"`;
    this.add("text", `${place} ${font} ${this.paint("fill", this.now.fillStyle)}`, escaped(text));
  }
  drawImage(picture: HTMLCanvasElement, x: number, y: number, width = picture.width, height = picture.height): void {
    const pixelated = this.imageSmoothingEnabled ? "" : ' image-rendering="pixelated"';
    this.add(
      "image",
      `${box(x, y, width, height)} preserveAspectRatio="none"${pixelated} href="${picture.toDataURL("image/png")}"`,
    );
  }

  /** From the baseline asked for down to the alphabetic one, which every viewer knows. */
  private baseline(): number {
    this.measure.font = this.now.font;
    this.measure.textBaseline = this.now.textBaseline;
    const above = this.measure.measureText("x").fontBoundingBoxAscent;
    this.measure.textBaseline = "alphabetic";
    return this.measure.measureText("x").fontBoundingBoxAscent - above;
  }

  private strokes(): string {
    const { strokeStyle, lineWidth, lineCap, lineJoin, dash, lineDashOffset } = this.now;
    const dashes = dash.length === 0 ? "" : ` stroke-dasharray="${dash.map(n).join(" ")}"`;
    const offset = lineDashOffset === 0 || dash.length === 0 ? "" : ` stroke-dashoffset="${n(lineDashOffset)}"`;
    const ends = `${lineCap === "butt" ? "" : ` stroke-linecap="${lineCap}"`}${lineJoin === "miter" ? "" : ` stroke-linejoin="${lineJoin}"`}`;
    return `${this.paint("stroke", strokeStyle)} stroke-width="${n(lineWidth)}"${dashes}${offset}${ends}`;
  }

  /** Colour and opacity apart: not every viewer reads colours with an opacity of their own. */
  private paint(name: "fill" | "stroke", style: string): string {
    this.measure.fillStyle = "#000000";
    this.measure.fillStyle = style;
    const read = String(this.measure.fillStyle);
    const [, rgb, alpha = "1"] = /^rgba\((\d+, \d+, \d+), ([\d.]+)\)$/.exec(read) ?? [];
    const opacity = Number(alpha) * this.now.globalAlpha;
    const color = rgb === undefined ? read : `rgb(${rgb})`;
    return `${name}="${color}"${opacity === 1 ? "" : ` ${name}-opacity="${n(opacity)}"`}`;
  }

  private add(tag: string, attributes: string, content?: string): void {
    const { matrix, clipId } = this.now;
    const moved = matrix === "" ? "" : ` transform="${matrix}"`;
    const end = content === undefined ? "/>" : `>${content}</${tag}>`;
    const element = `<${tag} ${attributes}${moved}${end}`;
    // On the element itself the clip path would be moved with it.
    this.elements.push(clipId === "" ? element : `<g clip-path="url(#${clipId})">${element}</g>`);
  }
}

/** Hundredths of a pixel, without trailing zeros. */
function n(value: number): string {
  return String(Number(value.toFixed(2)));
}

function box(x: number, y: number, width: number, height: number): string {
  return `x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"`;
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
