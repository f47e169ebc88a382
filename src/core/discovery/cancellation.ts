import { Listeners } from '../listeners.ts';
import type { CancelSignal } from '../access-portal.ts';

/** Tells running calls that they are cancelled. */
export class Cancellation implements CancelSignal {
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
