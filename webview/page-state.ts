/** What the page keeps through reload and restart: one object, of which each part of the page keeps its own member. */
import type { Host } from "./host.ts";

export function stateOf(host: Host): Readonly<Record<string, unknown>> {
  const state = host.getState();
  return isRecord(state) ? state : {};
}

/** Sets members and leaves the others as they are. */
export function keepState(host: Host, members: Readonly<Record<string, unknown>>): void {
  host.setState({ ...stateOf(host), ...members });
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
