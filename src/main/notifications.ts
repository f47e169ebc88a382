import { Notification } from 'electron';
import type { AppState } from '../core/contract/app-state.ts';
import { type Notice, noticesOf } from '../views/notices/notices.ts';
import type { Click } from '../views/tray/menu-item.ts';
import { speechOf } from './voice.ts';

export interface NoticeSurroundings {
  /** Whoever looks at the panel sees it there. */
  readonly quiet: () => boolean;
  readonly click: (click: Click) => void;
}

/** Shows what is news between two states, and takes back what is over. Objects are kept: one that is collected as garbage loses its click. */
export class Notifications {
  readonly #from: NoticeSurroundings;
  readonly #standing = new Map<string, Notification>();
  #before: AppState | null = null;

  constructor(from: NoticeSurroundings) {
    this.#from = from;
  }

  changed(state: AppState): void {
    const news = noticesOf(this.#before, state, speechOf(state));
    this.#before = state;
    for (const id of news.ended) this.#close(id);
    if (this.#from.quiet()) return;
    for (const notice of news.shown) this.#show(notice);
  }

  #show({ id, title, body, urgency, action }: Notice): void {
    // Asked only now: on macOS the question itself asks the person for permission.
    if (!Notification.isSupported()) return;
    // Linux knows no ids: the one before is closed by hand.
    this.#close(id);
    const lasting = process.platform !== 'darwin' && urgency === 'critical';
    const shown = new Notification({
      id,
      title,
      body,
      ...(process.platform === 'darwin' ? {} : { urgency }),
      ...(lasting ? { timeoutType: 'never' } : {}),
    });
    this.#standing.set(id, shown);
    const forget = (): void => {
      if (this.#standing.get(id) === shown) this.#standing.delete(id);
    };
    shown.on('click', () => {
      // On Linux no `close` follows a click.
      forget();
      this.#from.click(action);
    });
    shown.on('close', forget);
    // Where the system refuses it, the tray's icon says the same.
    shown.on('failed', forget);
    shown.show();
  }

  #close(id: string): void {
    const standing = this.#standing.get(id);
    this.#standing.delete(id);
    standing?.close();
  }
}
