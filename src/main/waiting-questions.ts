export interface AskingPanel {
  hasFocus(): boolean;
}

type Ask = () => Promise<void>;

/**
 * Questions that can wait until the user looks at the panel, one at a time. A dialog that appears
 * unseen would stay open, and on macOS one without a window stops the application (electron#23319).
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
    void this.panelEntered();
  }

  /** Call when the panel gets the focus. */
  async panelEntered(): Promise<void> {
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
