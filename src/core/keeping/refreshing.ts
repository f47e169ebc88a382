import type { Assuming } from '../assuming/assuming.ts';

/** Assumes roles that nobody waits for. */
export class Refreshing {
  /** Runs a task and logs what it throws. */
  readonly run: (task: Promise<unknown>) => void;
  readonly #assuming: Assuming;

  constructor(assuming: Assuming, run: (task: Promise<unknown>) => void) {
    this.#assuming = assuming;
    this.run = run;
  }

  role(roleId: string): void {
    this.run(this.#assuming.assume(roleId, { force: false }));
  }

  isUnderWay(roleId: string): boolean {
    return this.#assuming.isUnderWay(roleId);
  }
}
