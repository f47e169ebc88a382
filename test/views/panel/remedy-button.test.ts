import { describe, expect, it } from 'vitest';
import { remedyButton, shortRemedy } from '../../../src/views/panel/remedy-button.ts';
import { de } from '../../../src/views/words/de.ts';
import { en } from '../../../src/views/words/en.ts';
import { everyFailure } from '../../support/every-failure.ts';
import { failedWith, roleView } from '../../support/tray-states.ts';

describe('the button of a row in the list of roles', () => {
  it.each([en, de])('is short, so that the name stays readable: $language', (words) => {
    for (const failure of Object.values(everyFailure)) {
      // Only an import has this failure, never a role.
      if (failure.kind === 'not-importable') continue;
      const view = roleView('prod', { kept: true, session: failedWith(failure) });
      const button = remedyButton(view, failure, words);
      const short = shortRemedy(button, words);
      expect(short.length, button.label).toBeLessThanOrEqual(13);
      // Speech input finds a button by the words that are visible.
      expect(button.label.toLowerCase()).toContain(short.toLowerCase());
    }
  });
});
