/** What was asked for last, up to a number of entries: the one unused for longest is dropped. */
export class RecentMap<Key, Value> {
  private readonly entries = new Map<Key, Value>();
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  get(key: Key): Value | undefined {
    const known = this.entries.get(key);
    if (known === undefined) return undefined;
    // A map keeps the order in which keys came: re-inserting moves this one to the young end.
    this.entries.delete(key);
    this.entries.set(key, known);
    return known;
  }

  set(key: Key, value: Value): void {
    this.entries.delete(key);
    this.entries.set(key, value);
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= this.most) break;
      this.entries.delete(oldest);
    }
  }
}
