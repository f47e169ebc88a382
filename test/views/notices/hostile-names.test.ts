import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../src/core/failure.ts';
import { noticesOf } from '../../../src/views/notices/notices.ts';
import { de } from '../../../src/views/words/de.ts';
import { en } from '../../../src/views/words/en.ts';
import { everyFailure } from '../../support/every-failure.ts';
import { active, failing, hoursAndMinutes, roleView, stateOf } from '../../support/tray-states.ts';

const hostile = 'evil\u001b]0;x\u0007\u009b2J\u202e\u2028\r\n<b>&rude';

/** Returns the failure with unsafe text in place of its free texts. */
function withUnsafeTexts(failure: Failure): Failure {
  const { kind } = failure;
  const text = JSON.stringify(failure, (key, value: unknown) =>
    typeof value === 'string' &&
    ['message', 'profile', 'serial', 'sourceProfile', 'host', 'file'].includes(key)
      ? hostile
      : value,
  );
  return { ...(JSON.parse(text) as Failure), kind } as Failure;
}

describe('a notice', () => {
  it.each(Object.values(everyFailure))('about $kind shows no unsafe character', (failure) => {
    for (const words of [en, de]) {
      const before = stateOf(
        [hostile, 'two'].map((name) => roleView(name, { kept: true, session: active(60) })),
      );
      const session = active(60, failing(withUnsafeTexts(failure)));
      const after = stateOf(
        [hostile, 'two'].map((name) => roleView(name, { kept: true, session })),
      );
      const { shown } = noticesOf(before, after, { words, formatTime: hoursAndMinutes });
      const texts = shown.flatMap(({ title, body, id }) => [title, body, id]).join(' ');
      expect(texts).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>&]/u);
    }
  });
});
