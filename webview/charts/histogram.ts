/**
 * A chart type for histograms of hundreds of bins: all bars of a set are painted in one go. Chart.js's own bars are objects
 * with options of their own each, which takes many times as long.
 */
import {
  type CartesianParsedData,
  type CartesianScaleTypeRegistry,
  type ChartDataset,
  type ControllerDatasetOptions,
  type CoreChartOptions,
  DatasetController,
  Element,
  Interaction,
  type InteractionModeFunction,
} from "chart.js";

export interface HistogramLooks {
  /** Colour of a bar. */
  readonly color: string;
  /** Of the bar under the mouse. */
  readonly hoverColor: string;
  /** Which bins have another colour; absent: none. */
  readonly marked?: { readonly color: string; readonly bins: readonly boolean[] };
}

declare module "chart.js" {
  interface ChartTypeRegistry {
    histogram: {
      chartOptions: CoreChartOptions<"histogram">;
      datasetOptions: ControllerDatasetOptions & { label: string; looks: HistogramLooks };
      /** Height of a bar, below 0 downwards. */
      defaultDataPoint: number;
      metaExtensions: object;
      parsedDataType: CartesianParsedData;
      scales: keyof CartesianScaleTypeRegistry;
    };
  }
  interface InteractionModeMap {
    bin: InteractionModeFunction;
  }
}

export type HistogramSet = ChartDataset<"histogram", number[]> & { readonly looks: HistogramLooks };

/** Bin k lies between k and k + 1 of the x axis. */
export class HistogramController extends DatasetController<"histogram"> {
  static readonly id = "histogram";
  /** Chart.js wants the name of an element that it knows; none is made. */
  static readonly defaults = { datasetElementType: false, dataElementType: "point" };
  private hovered: number | null = null;

  override buildOrUpdateElements(): void {}
  override update(): void {}

  override draw(): void {
    const { xScale, yScale } = this.getMeta();
    if (xScale === undefined || yScale === undefined) return;
    const { data, looks } = this.set();
    const { ctx } = this.chart;
    const zero = yScale.getPixelForValue(0);
    const first = Math.max(0, Math.floor(xScale.min));
    const count = Math.min(data.length, Math.ceil(xScale.max)) - first;
    const left = xScale.getPixelForValue(first);
    const width = (xScale.getPixelForValue(first + count) - left) / Math.max(1, count);
    for (let bin = first; bin < first + count; bin++) {
      const height = data[bin] ?? 0;
      if (height === 0) continue;
      ctx.fillStyle = bin === this.hovered ? looks.hoverColor : barColor(looks, bin);
      const end = yScale.getPixelForValue(height);
      ctx.fillRect(left + (bin - first) * width, Math.min(zero, end), width, Math.abs(end - zero));
    }
  }

  override setHoverStyle(_element: Element, _set: number, bin: number): void {
    this.hovered = bin;
  }

  override removeHoverStyle(): void {
    this.hovered = null;
  }

  /** Asked for by tooltips, whose texts the page makes itself. */
  protected override getLabelAndValue(): { label: string; value: string } {
    return { label: "", value: "" };
  }

  override getParsed(bin: number): { x: number; y: number } {
    return { x: bin, y: this.set().data[bin] ?? 0 };
  }

  private set(): HistogramSet {
    return this.chart.data.datasets[this.index] as HistogramSet;
  }
}

export function barColor({ color, marked }: HistogramLooks, bin: number): string {
  return marked?.bins[bin] ? marked.color : color;
}

/** The bars of all sets in the bin under the mouse. */
Interaction.modes.bin = (chart, { x }) => {
  const scale = chart.scales.x;
  if (scale === undefined || x === null) return [];
  const bin = Math.floor(scale.getValueForPixel(x) ?? -1);
  return chart.data.datasets.flatMap(({ data }, datasetIndex) => {
    const height = data[bin];
    if (typeof height !== "number") return [];
    const element = new Element();
    element.x = scale.getPixelForValue(bin + 0.5);
    element.y = chart.scales.y?.getPixelForValue(height) ?? 0;
    return [{ element, datasetIndex, index: bin }];
  });
};
