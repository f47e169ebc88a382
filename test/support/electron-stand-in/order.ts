/**
 * What Electron allows before and after it is ready. A call at the wrong time throws, even if
 * Electron would accept it silently.
 */
class Order {
  ready = false;
  /** True once the single-instance lock is requested; its folder must exist by then. */
  locked = false;
  #becomeReady: () => void = () => undefined;
  readonly whenReady: Promise<void>;

  constructor() {
    this.whenReady = new Promise((resolve) => {
      this.#becomeReady = () => {
        this.ready = true;
        resolve();
      };
    });
  }

  /**
   * Called only after the entry's import has ended, so that a top-level `await app.whenReady()`
   * never resolves, as in Electron.
   */
  entryHasRun(): void {
    this.#becomeReady();
  }

  after(what: string): void {
    if (!this.ready) throw new Error(`${what} cannot be used before the app is ready`);
  }

  before(what: string): void {
    if (this.ready) throw new Error(`${what} must be called before the app is ready`);
  }
}

export const order = new Order();

/** Requests to the system, in order. */
export interface SystemRequest {
  readonly what:
    | 'notice'
    | 'notice-closed'
    | 'open-external'
    | 'open-path'
    | 'dialog'
    | 'error-box'
    | 'lock'
    | 'moved-to-applications'
    | 'quit'
    | 'login-item'
    | 'activation-policy'
    | 'application-menu'
    | 'privileges'
    | 'sandbox'
    | 'switch'
    | 'theme'
    | 'keychain'
    | 'resolve-proxy';
  readonly facts: unknown;
}

export const systemRequests: SystemRequest[] = [];

export function recordRequest(what: SystemRequest['what'], facts: unknown): void {
  systemRequests.push({ what, facts });
}

/** An event like those of Electron's emitters. */
export function preventable(): { defaultPrevented: boolean; preventDefault(): void } {
  return {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}
