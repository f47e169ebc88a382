import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CoreMachine } from '../support/core-harness.ts';
import { runs } from '../support/credentials-texts.ts';

const HOSTILE = [
  ...['/dev/zero', '//server/share', '../x', '$HOME/x', '~root/x', 'x'.repeat(5000), '/a\u202Eb'],
  ...['https://evil.example', 'http://127.0.0.1:9', 'https://sts.amazonaws.com.evil.example'],
  ...['/bin/sh -c x', 'firefox', '"/opt/a b" -P x'],
  ...['evil.example/#', 'eu-central-1', 'default', '__proto__', ''],
];
const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...HOSTILE) },
  { weight: 1, arbitrary: fc.jsonValue() },
);
const role = fc
  .record({
    id: fc.constantFrom('aaaaaaaaaaaa', 'bbbbbbbbbbbb'),
    name: fc.constantFrom('a', 'b'),
    more: fc.dictionary(
      fc.constantFrom(
        ...['endpoint', 'region', 'sourceProfile', 'mfaSerial', 'browser', 'consent', 'takeOver'],
      ),
      value,
      { maxKeys: 2 },
    ),
  })
  .map(({ id, name, more }) => ({
    id,
    name,
    roleArn: 'arn:aws:iam::123456789012:role/x',
    sourceProfile: 'default',
    targetProfile: `${name}-target`,
    roleSessionName: 'me',
    durationSeconds: 3600,
    ...more,
  }));
const preferences = fc.dictionary(
  fc.constantFrom(
    'configFile',
    'credentialsFile',
    'caBundle',
    'proxy',
    'allow',
    'theme',
    '__proto__',
  ),
  value,
  { maxKeys: 4 },
);
const document = fc
  .record({
    roles: fc.array(role, { maxLength: 3 }),
    preferences,
    endpoints: value,
    consent: value,
  })
  .map((more) => JSON.stringify({ format: 'rolekeeper-settings', version: 1, ...more }));

const ASKS_FOR_CONSENT = JSON.stringify({
  format: 'rolekeeper-settings',
  version: 1,
  roles: [],
  preferences: { caBundle: '/mine.pem' },
});

describe('any imported settings document', () => {
  it('sets no path, proxy or server without consent, and reads no such path before consent', async () => {
    const machine = new CoreMachine();
    machine.consent.answer = () => false;
    const { app } = await machine.start('nothing');
    await fc.assert(
      fc.asyncProperty(fc.oneof(document, fc.string()), fc.boolean(), async (text, dryRun) => {
        const asked = machine.consent.questions.length;
        const before = machine.disk.settingsText;
        await app.api.settings.import({ document: text, dryRun });
        if (dryRun) {
          expect(machine.consent.questions).toHaveLength(asked);
          expect(machine.disk.settingsText).toBe(before);
        }
        const { roles, preferences: now } = app.state();
        for (const { role: each } of roles) {
          expect(each.endpoint).toBeUndefined();
          expect(each.browser).toBeUndefined();
        }
        for (const name of ['configFile', 'credentialsFile', 'caBundle', 'proxy'])
          expect(now).not.toHaveProperty(name);
        // At most one question for all servers, and one for each of the four settings above.
        expect(machine.consent.questions.length - asked).toBeLessThanOrEqual(5);
      }),
      // The random documents may all be invalid, so this example asks for consent.
      { numRuns: runs(500), examples: [[ASKS_FOR_CONSENT, false]] },
    );
    expect(machine.consent.questions.length).toBeGreaterThan(0);
    expect(machine.examined).toEqual([]);
    expect(machine.sts.calls).toEqual([]);
  });

  it('imports exactly the parts that the user allowed', async () => {
    const machine = new CoreMachine();
    machine.consent.answer = (question) =>
      question.kind === 'preference' && question.name === 'caBundle';
    const { app } = await machine.start('nothing');
    const given = { configFile: '/evil', caBundle: '/mine.pem', proxy: 'http://proxy.example:1' };
    const text = JSON.stringify({ format: 'rolekeeper-settings', version: 1, preferences: given });
    await app.api.settings.import({ document: text, dryRun: false });
    expect(machine.examined).toEqual(['/mine.pem']);
    expect(app.state().preferences).toMatchObject({ caBundle: '/mine.pem' });
    expect(app.state().preferences).not.toHaveProperty('configFile');
    expect(app.state().preferences).not.toHaveProperty('proxy');
  });
});

describe('consent to a take-over', () => {
  it('applies only to the profile in the question, even if the role’s profile changes later', async () => {
    const machine = new CoreMachine();
    machine.write(
      `${machine.text() ?? ''}\n[junk]\naws_access_key_id = AKIAFOREIGN000000001\naws_secret_access_key = a\n` +
        '\n[precious]\naws_access_key_id = AKIAFOREIGN000000002\naws_secret_access_key = b\n',
    );
    const one = await machine.start();
    const added = await one.add({
      name: 'r',
      targetProfile: 'junk',
      mfaSerial: 'arn:aws:iam::111122223333:mfa/alice',
    });
    machine.sts.mfaCodes.add('123456');
    const assume = { roleId: added.id, keep: true, takeOver: true };
    await one.done(one.app.api.session.assume(assume));
    expect(machine.consent.questions).toMatchObject([{ kind: 'take-over', profile: 'junk' }]);
    machine.consent.answer = () => false;
    const changes = { targetProfile: 'precious' };
    await one.done(one.app.api.role.set({ roleId: added.id, changes }));
    const mfaRequestId = one.app.state().mfaRequests[0]?.id ?? '';
    const submitted = await one.done(one.app.api.mfa.submit({ mfaRequestId, code: '123456' }));
    expect(submitted).toMatchObject({
      ok: true,
      value: [{ result: { failure: { kind: 'section-not-owned', profile: 'precious' } } }],
    });
    expect(machine.text()).toContain('AKIAFOREIGN000000002');
    expect(await one.done(one.app.api.session.assume(assume))).toMatchObject({
      ok: false,
      failure: { kind: 'consent-refused', asked: 'take-over', subject: 'precious' },
    });
    expect(machine.text()).toContain('AKIAFOREIGN000000002');
  });
});
