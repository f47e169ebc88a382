/** The listeners of one kind of event. */
export class Listeners<Arguments extends readonly unknown[] = []> {
  readonly #listeners = new Set<(...given: Arguments) => void>();

  /** Returns a function that removes the listener. */
  add(listener: (...given: Arguments) => void): () => void {
    // This is a new function, so that a listener that is added twice is called twice.
    const own = (...given: Arguments) => {
      listener(...given);
    };
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  call(...given: Arguments): void {
    for (const listener of this.#listeners) listener(...given);
  }
}
