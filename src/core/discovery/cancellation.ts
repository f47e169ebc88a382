import { Listeners } from '../listeners.ts';
import type { Cancelled } from '../access-portal.ts';

/** Ends work that no longer has a reader. */
export class Cancellation implements Cancelled {
  readonly #listeners = new Listeners();
  #isCancelled = false;

  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  onCancel(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  cancel(): void {
    if (this.#isCancelled) return;
    this.#isCancelled = true;
    this.#listeners.call();
  }
}
