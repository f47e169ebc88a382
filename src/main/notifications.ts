import { Notification } from 'electron';
import type { AppState } from '../core/contract/app-state.ts';
import { type Notice, noticesOf } from '../views/notices/notices.ts';
import type { Click } from '../views/tray/menu-item.ts';
import { platform } from './platform.ts';
import { languageOf } from './language.ts';

/** The fields of a notice that a notification of the system needs. */
export type ShownNotice = Pick<Notice, 'id' | 'title' | 'body' | 'urgency' | 'action'>;

export interface NoticeDependencies {
  /** Returns true while the panel has the focus. Notices wait until the panel loses it. */
  readonly hasPanelFocus: () => boolean;
  readonly click: (click: Click) => void;
  /** Called for a click on a notice of an earlier run. The action of such a notice is unknown. */
  readonly clickEarlier: () => void;
}

/**
 * Shows the notices for each change of the state, and closes notices whose reason is gone. Keeps
 * references to the notifications, because a click on one has no effect after the garbage collector
 * removed it.
 */
export class Notifications {
  readonly #dependencies: NoticeDependencies;
  readonly #shown = new Map<string, Notification>();
  /** The notices that wait until the panel loses the focus, by their ID. */
  readonly #waiting = new Map<string, Notice>();
  #before: AppState | null = null;

  constructor(dependencies: NoticeDependencies) {
    this.#dependencies = dependencies;
    // Windows also calls this for a notice of this run, after the notice's own event, so that each
    // click also shows the panel.
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
    if (this.#dependencies.hasPanelFocus()) return;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const notice of waiting) this.show(notice);
  }

  /** Shows a notice at once, even if the panel has the focus. */
  show({ id, title, body, urgency, action }: ShownNotice): void {
    // Called only if there is a notice, because on macOS this call asks the user for permission.
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
    // After a timeout, the toast is still in the Action Center and can be clicked.
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
