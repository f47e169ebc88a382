import type { Route } from '../core/contract/action.ts';
import type { AppState } from '../core/contract/app-state.ts';
import { openPage } from './open-page.ts';

/**
 * Opens the page of each sign-in once. Also opens the panel, which shows the code that the user
 * must compare.
 */
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
      // Opens only pages of AWS. The panel also shows the address, in case no browser opens.
      void openPage(prompt.page);
    }
  }
}
