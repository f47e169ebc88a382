import { Notification } from 'electron';
import type { AppState } from '../core/contract/app-state.ts';
import { type Notice, noticesOf } from '../views/notices/notices.ts';
import type { Click } from '../views/tray/menu-item.ts';
import { platform } from './platform.ts';
import { languageOf } from './language.ts';

/** What the system shows of a notice. */
export type ShownNotice = Pick<Notice, 'id' | 'title' | 'body' | 'urgency' | 'action'>;

export interface NoticeDependencies {
  /** True while the panel has the focus, so a notice can wait until it loses it. */
  readonly quiet: () => boolean;
  readonly click: (click: Click) => void;
  /** A click on a notice of an earlier run, whose action is not known any more. */
  readonly clickEarlier: () => void;
}

/**
 * Shows the notices for a change of state and closes those that are over. Keeps references, because
 * a garbage-collected notification loses its click.
 */
export class Notifications {
  readonly #dependencies: NoticeDependencies;
  readonly #shown = new Map<string, Notification>();
  /** Notices that wait until the panel loses the focus, by ID. */
  readonly #waiting = new Map<string, Notice>();
  #before: AppState | null = null;

  constructor(dependencies: NoticeDependencies) {
    this.#dependencies = dependencies;
    // Windows also calls this for the notices of this run, after their own event. It then shows the
    // page that is already visible.
    if (platform.system === 'win32')
      Notification.handleActivation(() => dependencies.clickEarlier());
  }

  onChange(state: AppState): void {
    const news = noticesOf(this.#before, state, languageOf(state));
    this.#before = state;
    for (const id of news.ended) {
      this.#waiting.delete(id);
      this.#close(id);
    }
    for (const notice of news.shown) this.#waiting.set(notice.id, notice);
    this.showWaiting();
  }

  /** Shows the waiting notices, unless the panel has the focus. */
  showWaiting(): void {
    if (this.#dependencies.quiet()) return;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const notice of waiting) this.show(notice);
  }

  /** Shows a notice, also if the panel has the focus. */
  show({ id, title, body, urgency, action }: ShownNotice): void {
    // Asked on demand, because on macOS this call prompts the user for permission.
    if (!Notification.isSupported()) return;
    // Linux does not replace a notification by its ID, so the previous one is closed.
    this.#close(id);
    const lasting = platform.system !== 'darwin' && urgency === 'critical';
    const shown = new Notification({
      id,
      title,
      body,
      ...(platform.system === 'darwin' ? {} : { urgency }),
      ...(lasting ? { timeoutType: 'never' } : {}),
    });
    this.#shown.set(id, shown);
    const forget = (): void => {
      if (this.#shown.get(id) === shown) this.#shown.delete(id);
    };
    shown.on('click', () => {
      // Linux sends no `close` after a click.
      forget();
      this.#dependencies.click(action);
    });
    // A toast that timed out is in the Action Center and can still be clicked.
    shown.on('close', ({ reason }) => {
      if (reason !== 'timedOut') forget();
    });
    // If the system refuses the notification, the tray's icon still shows the problem.
    shown.on('failed', forget);
    shown.show();
  }

  #close(id: string): void {
    const open = this.#shown.get(id);
    this.#shown.delete(id);
    open?.close();
  }
}
