import type { Route } from '../core/contract/action.ts';
import type { AppState } from '../core/contract/app-state.ts';
import { openPage } from './open-page.ts';

/** Opens each sign-in page once, and the panel with the code to compare. */
export class SignInPages {
  readonly #show: (route: Route) => void;
  readonly #opened = new Set<string>();

  constructor(show: (route: Route) => void) {
    this.#show = show;
  }

  onChange({ signIns }: AppState): void {
    for (const { id, prompt } of signIns) {
      if (prompt === null || prompt === 'aws-cli' || this.#opened.has(id)) continue;
      this.#opened.add(id);
      this.#show({ kind: 'sign-in', signInId: id });
      // A page that is not AWS's is not opened. The panel shows the address, also if no browser
      // opened it.
      void openPage(prompt.page);
    }
  }
}
