/** What Electron allows before and after it is ready; a call at the wrong time throws here, also where Electron would accept it in silence. */
class Order {
  ready = false;
  /** Set once the lock is asked for: the folder that it belongs to must stand by then. */
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

  /** Only after the entry's own import has ended: a top-level `await app.whenReady()` in it waits for ever. */
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

/** What has been asked of the system, in order. */
export interface Happening {
  readonly what:
    | 'notice'
    | 'notice-closed'
    | 'open-external'
    | 'dialog'
    | 'quit'
    | 'login-item'
    | 'privileges'
    | 'sandbox'
    | 'theme'
    | 'keychain';
  readonly facts: unknown;
}

export const happenings: Happening[] = [];

export function happened(what: Happening['what'], facts: unknown): void {
  happenings.push({ what, facts });
}

/** An event as Electron's emitters hand it out. */
export function preventable(): { defaultPrevented: boolean; preventDefault(): void } {
  return {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}
