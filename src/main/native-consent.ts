import { dialog, type BrowserWindow } from 'electron';
import type { AppState } from '../core/contract/app-state.ts';
import type { Consent } from '../core/ports/consent.ts';
import { consentText } from '../views/consent-text.ts';
import { languageOf } from './language.ts';

export interface ConsentWindow {
  /** Shows the window and keeps it visible while `ask` runs. */
  whileAsking<T>(ask: (window: BrowserWindow) => Promise<T>): Promise<T>;
}

/**
 * Asks the user for consent in a dialog of the system, attached to the panel. No page can answer or
 * cover such a dialog.
 */
export function nativeConsent(panel: ConsentWindow, state: () => AppState): Consent {
  return {
    ask: async (question) => {
      const { words, formatTime } = languageOf(state());
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
