export interface AskingPanel {
  hasFocus(): boolean;
}

type Ask = () => Promise<void>;

/**
 * Asks questions one after another, and only while the panel has the focus, because the user would
 * not see a dialog behind other windows. On macOS, a dialog without a window would also stop the
 * application (electron#23319).
 */
export class WaitingQuestions {
  readonly #panel: AskingPanel;
  readonly #waiting: Ask[] = [];
  #asking = false;

  constructor(panel: AskingPanel) {
    this.#panel = panel;
  }

  add(ask: Ask): void {
    this.#waiting.push(ask);
    void this.askWaiting();
  }

  /** Asks the waiting questions. Call it when the panel gets the focus. */
  async askWaiting(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      while (this.#panel.hasFocus()) {
        const ask = this.#waiting.shift();
        if (ask === undefined) break;
        await ask();
      }
    } finally {
      this.#asking = false;
    }
  }
}
