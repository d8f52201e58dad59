const { __stryker__: stryker, before } = globalThis as unknown as {
  readonly __stryker__: { readonly activeMutant?: string };
  readonly before: (hook: () => void) => void;
};

/** Mutants share a process, so what the code remembers from one call to the next may come from another mutant: it is pushed out before each. */
export function beforeEachMutant(forget: () => void): void {
  before(() => {
    // In the first run, without a mutant, Stryker would take all of this for what runs when modules are loaded.
    if (stryker.activeMutant === undefined) return;
    try {
      forget();
    } catch {
      // Some mutants make this fail; their tests tell.
    }
  });
}
