/**
 * Checks when main makes a call. A call that is too early or too late throws, even if Electron
 * would accept it silently.
 */
class Order {
  ready = false;
  /**
   * True after main has requested the single-instance lock, which is a file in the folder
   * `userData`.
   */
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
   * Makes the application ready. As in Electron, this happens only after main's entry has run, so a
   * top-level `await app.whenReady()` never ends.
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

/** A call of main that Electron would pass to the operating system. */
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

/** Returns an event whose default action a listener can prevent, like Electron's events. */
export function preventable(): { defaultPrevented: boolean; preventDefault(): void } {
  return {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}
