/** The listeners of one kind of event. */
export class Listeners<Facts extends readonly unknown[] = []> {
  readonly #listeners = new Set<(...facts: Facts) => void>();

  /** Returns a function that removes the listener. */
  add(listener: (...facts: Facts) => void): () => void {
    // This is a new function, so that a listener that is added twice is called twice.
    const own = (...facts: Facts) => {
      listener(...facts);
    };
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  call(...facts: Facts): void {
    for (const listener of this.#listeners) listener(...facts);
  }
}
