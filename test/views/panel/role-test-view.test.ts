import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../src/core/failure.ts';
import { roleTestView } from '../../../src/views/panel/role-test-view.ts';
import { de } from '../../../src/views/words/de.ts';
import { en } from '../../../src/views/words/en.ts';
import type { FactFormat } from '../../../src/views/words/fact-format.ts';
import { everyFailure } from '../../support/every-failure.ts';

const format: FactFormat = {
  roleName: null,
  field: (name) => name,
  time: () => '15:04',
  moment: String,
};
const failing = (failure: Failure) => ({
  steps: [{ kind: 'assume', failure } as const],
  codeFor: null,
  access: null,
});

describe('the displayed result of a role test', () => {
  it('lists each step and its result', () => {
    const result = {
      steps: [
        { kind: 'source', profile: 'default', gives: 'keys', through: ['hub', 'far'] },
        { kind: 'caller', arn: 'arn:aws:iam::111122223333:user/alice' },
        { kind: 'code', serial: 'arn:aws:iam::111122223333:mfa/phone' },
        { kind: 'assume', roleArn: 'x', expiration: 1 },
      ],
      codeFor: null,
      access: null,
    } as const;
    const view = roleTestView(result, en, format);
    expect(view).toMatchObject({ outcome: 'good', remedy: null });
    expect(view.lines.map(({ title, detail }) => [title, detail])).toEqual([
      ['The source profile default has credentials: access keys', 'Through hub, then far'],
      ['AWS knows the caller', 'arn:aws:iam::111122223333:user/alice'],
      ['Confirmed with the MFA device “phone”', null],
      ['The role can be assumed. A session that starts now lasts until 15:04', null],
    ]);
    const waiting = {
      ...result,
      codeFor: { serial: 's', sourceProfile: 'default', host: null, notBefore: null },
    };
    expect(roleTestView(waiting, en, format)).toMatchObject({ outcome: null, remedy: null });
  });

  it.each(Object.values(everyFailure).map((failure) => [failure.kind, failure] as const))(
    'shows the failure %s in both languages, and offers nothing that needs a saved role',
    (_kind, failure) => {
      const view = roleTestView(failing(failure), en, format);
      expect(view.outcome).toBe('bad');
      expect(view.lines[0]?.title).toMatch(/\S/);
      expect(view.lines[0]?.title).not.toBe(
        roleTestView(failing(failure), de, format).lines[0]?.title,
      );
      expect(JSON.stringify(view.remedy)).not.toContain('roleId');
    },
  );

  it('shows the external ID and session name that were sent, in both languages', () => {
    const denied = everyFailure['access-denied'];
    for (const words of [en, de]) {
      const detailOf = (failure: Failure) =>
        roleTestView(failing(failure), words, format).lines[0]?.detail;
      expect(detailOf(denied)).toMatch(/3\. .*Unique-Id-From-Client.*\n4\. .*alice/);
      expect(detailOf({ ...denied, externalId: null })).toMatch(/No external ID|keine externe ID/);
      const denial = { cause: 'service-control-policy', isExplicit: true } as const;
      expect(detailOf({ ...denied, denial })).not.toMatch(/Unique-Id|"alice"|„alice“/);
    }
  });

  it('offers the field to correct, the sign-in, another try or the doctor', () => {
    const remedy = (failure: Failure) => roleTestView(failing(failure), en, format).remedy;
    expect(remedy(everyFailure['source-missing'])).toEqual({
      kind: 'field',
      field: 'source-profile',
    });
    expect(remedy(everyFailure['duration-too-long'])).toEqual({ kind: 'field', field: 'duration' });
    expect(remedy(everyFailure['sign-in-needed'])).toMatchObject({ action: { kind: 'sign-in' } });
    expect(remedy(everyFailure.throttled)).toEqual({ kind: 'again' });
    expect(remedy(everyFailure.network)).toEqual({
      kind: 'action',
      action: { kind: 'show', route: { kind: 'doctor' } },
    });
  });
});
