import { describe, expect, it } from 'vitest';
import { mfaProcessText } from '../../src/views/mfa-process-text.ts';
import { de } from '../../src/views/words/de.ts';
import { en } from '../../src/views/words/en.ts';
import { everyFailure } from '../support/every-failure.ts';
import { requestDefaults } from '../support/tray-states.ts';

const request = {
  ...requestDefaults,
  id: 'r',
  sourceProfile: 'work\u202e',
  serial: 'arn:aws:iam::1:mfa/alice',
  roleIds: [],
};

describe('the text about an mfa_process', () => {
  it('has the message of the program, without characters that hide or reorder text', () => {
    const processFailure = {
      kind: 'source-failed',
      profile: 'work',
      message: 'no key\u001b[31m is plugged in',
    } as const;
    expect(mfaProcessText(en, { ...request, processFailure })).toBe(
      'The mfa_process of work gave no usable code: no key is plugged in.',
    );
  });

  it.each(Object.values(everyFailure))('has a cause in words for the failure $kind', (failure) => {
    for (const words of [en, de]) {
      const text = mfaProcessText(words, { ...request, processFailure: failure });
      expect(text).not.toContain(`: ${failure.kind}.`);
      expect(text).toMatch(/: \S.*\.$/);
    }
  });

  it('is null if the mfa_process has not failed', () => {
    expect(mfaProcessText(en, { ...request, processFailure: null })).toBeNull();
  });
});
