/** Runs a task on request, but never twice at once. Calls during a run cause one more run. */
export class Repeated {
  readonly #task: () => Promise<void>;
  #running: Promise<void> | null = null;
  #again = false;

  constructor(task: () => Promise<void>) {
    this.#task = task;
  }

  /** Runs the task. Resolves after a run that began after this call. */
  async run(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#loop();
    await this.#running;
  }

  /** The task calls this during a run to ask for one more run. */
  again(): void {
    this.#again = true;
  }

  async #loop(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false;
        await this.#task();
      }
    } finally {
      this.#running = null;
    }
  }
}
