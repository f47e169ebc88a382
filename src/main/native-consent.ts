import { dialog, type BrowserWindow } from 'electron';
import type { AppState } from '../core/contract/app-state.ts';
import type { Consent } from '../core/ports.ts';
import { consentText } from '../views/consent-text.ts';
import { speechOf } from './voice.ts';

export interface ConsentWindow {
  /** Shows the window, and keeps it in view while `ask` asks over it. */
  whileAsking<T>(ask: (window: BrowserWindow) => Promise<T>): Promise<T>;
}

/** Asks in a dialog of the system, attached to the panel. No page can answer it or cover it. */
export function nativeConsent(panel: ConsentWindow, state: () => AppState): Consent {
  return {
    ask: async (question) => {
      const { words, formatTime } = speechOf(state());
      const { title, detail, confirm, cancel } = consentText(words, question, formatTime);
      const { response } = await panel.whileAsking((window) =>
        dialog.showMessageBox(window, {
          type: 'warning',
          message: title,
          detail,
          buttons: [confirm, cancel],
          defaultId: 1,
          cancelId: 1,
          noLink: true,
        }),
      );
      return response === 0;
    },
  };
}
