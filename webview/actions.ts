/** What the user may do on the page, as changes of the query and messages to the host. */
import type { ParameterId, PreviewModel, PreviewQuery, StrategyId } from "../src/protocol/index.ts";
import { canInsert } from "./blocks/answer.ts";
import type { Host } from "./host.ts";
import { createLooks } from "./looks.ts";
import type { Session } from "./session.ts";
import type { Actions } from "./view.ts";

/** Strategies drawn at most. */
const DRAWN = 3;

/** `asked` is told of each change, so that its answer can be said aloud. */
export function createActions(host: Host, session: Session, asked: (change: Partial<PreviewQuery>) => void): Actions {
  const ask = (change: Partial<PreviewQuery>): void => {
    asked(change);
    session.ask(change);
  };
  /** The chosen strategy and the last of the others, the newest last. */
  const drawnWith = (chosen: StrategyId, others: readonly StrategyId[]): StrategyId[] => [
    chosen,
    ...others.filter((id) => id !== chosen).slice(1 - DRAWN),
  ];
  return {
    looks: createLooks(host),
    choose(strategy) {
      const { model } = session.current;
      ask({ strategy, drawn: model === null ? null : drawnWith(strategy, model.drawn.slice(1)) });
    },
    draw(strategy, on) {
      const { model } = session.current;
      if (model === null || model.chosen === null) return;
      const others = model.drawn.filter((id) => id !== strategy && id !== model.chosen);
      ask({ drawn: drawnWith(model.chosen, on ? [...others, strategy] : others) });
    },
    selectPair: (pair) => ask({ pair }),
    setTargetLength: (targetLength) => ask({ targetLength }),
    slideTargetLength(targetLength) {
      asked({ targetLength });
      session.slide({ targetLength });
    },
    setBins: (bins) => ask({ bins }),
    setUse: (use) => ask({ use, strategy: null, drawn: null }),
    setRuntime: (runtime) => ask({ runtime, strategy: null, drawn: null }),
    setRope: (rope) => ask({ rope, targetLength: null, strategy: null, drawn: null, pair: null, changes: null }),
    setDialect: (dialect) => ask({ dialect }),
    setParameter(strategy, parameter, value) {
      const all = session.current.query.changes ?? {};
      const values: Partial<Record<ParameterId, number>> = { ...all[strategy] };
      if (value === null) delete values[parameter];
      else values[parameter] = value;
      ask({ changes: { ...all, [strategy]: values } });
    },
    resetParameters(strategy) {
      const { [strategy]: _, ...others } = session.current.query.changes ?? {};
      ask({ changes: others });
    },
    insert() {
      const { model, freshness } = session.current;
      if (model === null || model.chosen === null || !canInsert({ model, freshness })) return;
      host.post({
        type: "insert",
        query: shownQuery(model),
        strategy: model.chosen,
        documentVersion: model.documentVersion,
      });
    },
    measure() {
      const { model } = session.current;
      if (model !== null) host.post({ type: "measure", query: shownQuery(model) });
    },
    copy: (text, what) => host.post({ type: "copy", text, what }),
    save: (name, base64) => host.post({ type: "save", name, base64 }),
    setPinned: (pinned) => session.setPinned(pinned),
    open: (target, line = 0, uri = "") => host.post({ type: "open", target, line, uri }),
    cancel: () => session.cancel(),
    follow: (kind) => session.follow(kind),
  };
}

/** What was on screen is what is acted on, whatever was asked since. */
function shownQuery({ query, analysis, rope }: PreviewModel): PreviewQuery {
  return { ...query, targetLength: analysis.targetLength, rope };
}
