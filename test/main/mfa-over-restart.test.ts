import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mfaRole } from '../support/cli-harness.ts';
import { order } from '../support/electron-stand-in/order.ts';
import { safeStorage } from '../support/electron-stand-in/safe-storage.ts';
import {
  createMainSetup,
  eventually,
  type MainSetup,
  type RunningMain,
  untilItHasAWindow,
} from '../support/running-main.ts';
import { leaksBelow, secretsIn as secretsInText, type Secret } from '../support/secret-search.ts';
import { expectMode, skippedExceptOn } from '../support/systems.ts';

const serial = 'arn:aws:iam::111122223333:mfa/alice';

/** The file's content, decrypted with the stand-in's key. */
async function secretsIn(file: string): Promise<readonly Secret[]> {
  order.entryHasRun();
  const json = JSON.parse(readFileSync(file, 'utf8')) as {
    secrets: Record<string, { ciphertext: string }>;
  };
  const [ciphertext = ''] = Object.values(json.secrets).map((kept) => kept.ciphertext);
  const { result } = await safeStorage.decryptStringAsync(Buffer.from(ciphertext, 'base64'));
  const { session } = JSON.parse(result) as { session: { credentials: Record<string, string> } };
  return ['secretAccessKey', 'sessionToken'].map((name) => ({
    name,
    value: session.credentials[name] ?? '',
    allowed: [],
  }));
}

describe('an MFA session of the application', () => {
  let setup: MainSetup;
  beforeEach(async () => {
    setup = await createMainSetup();
  });
  afterEach(() => setup.dispose());

  const file = (): string => join(setup.rolekeeperHome, 'mfa-sessions.json');
  const codes = () => setup.sts.calls().filter(({ action }) => action === 'GetSessionToken').length;

  const started = async (keychain: string): Promise<RunningMain> => {
    const main = await setup.start({ args: [`--stand-in-keychain=${keychain}`] });
    await untilItHasAWindow(main);
    return main;
  };
  const timesAsked = async (main: RunningMain): Promise<number> =>
    (await main.do.facts()).happenings.filter(({ what }) => what === 'keychain').length;
  const quit = async (main: RunningMain): Promise<void> => {
    await main.do.click('quit');
    await main.ended;
  };

  /** Adds a role with MFA and assumes it with a code. */
  const withCode = async (main: RunningMain): Promise<string> => {
    await main.do.answer(0);
    const saved = await main.call<{ readonly role: { readonly id: string } }>('role', 'add', {
      role: {
        name: 'guarded',
        roleArn: mfaRole.roleArn,
        endpoint: setup.sts.url,
        region: 'eu-central-1',
        mfaSerial: serial,
      },
    });
    if (!saved.ok) throw new Error(JSON.stringify(saved.failure));
    const roleId = saved.value.role.id;
    await main.call('session', 'assume', { roleId, keep: true, takeOver: false });
    const [request] = (
      await eventually(
        () => main.state(),
        ({ mfaRequests }) => mfaRequests.length === 1,
      )
    ).mfaRequests;
    const answered = await main.call('mfa', 'submit', {
      mfaRequestId: request?.id,
      code: '123456',
    });
    expect(answered).toMatchObject({ ok: true, value: [{ result: { ok: true } }] });
    return roleId;
  };
  const again = (main: RunningMain, roleId: string) =>
    main.call('session', 'assume', { roleId, keep: true, takeOver: false });

  it('survives a restart in the keychain, which is used only on demand', async () => {
    const first = await started('keyring');
    expect(await timesAsked(first)).toBe(0);
    const roleId = await withCode(first);
    await eventually(
      () => Promise.resolve(existsSync(file())),
      (exists) => exists,
    );
    await quit(first);

    const second = await started('keyring');
    expect(await timesAsked(second)).toBe(0);
    expect(await again(second, roleId)).toMatchObject({ ok: true });
    expect(codes()).toBe(1);
    expect((await second.state()).problems).toEqual([]);

    // After the release, nothing of it remains.
    await second.call('session', 'release', { roleId });
    await eventually(
      () => Promise.resolve(existsSync(file())),
      (exists) => !exists,
    );
  });

  it('appears nowhere in plain text', async () => {
    const main = await started('keyring');
    await withCode(main);
    await eventually(
      () => Promise.resolve(existsSync(file())),
      (exists) => exists,
    );
    expectMode(file(), 0o600);
    const secrets = await secretsIn(file());
    expect(secrets.map(({ value }) => value.length > 20)).toEqual([true, true]);
    expect(leaksBelow(setup.rolekeeperHome, secrets)).toEqual([]);
    // Tokens of one STS begin with the same characters.
    for (const { value } of secrets) expect(setup.credentials()).not.toContain(value);
    expect(
      secretsInText(JSON.stringify([await main.state(), await main.do.facts()]), secrets),
    ).toEqual([]);
  });

  it.skipIf(skippedExceptOn('Linux'))(
    'ends with the process if the key is not secret, and this is reported',
    async () => {
      const first = await started('constant-key');
      const roleId = await withCode(first);
      const { problems } = await eventually(
        () => first.state(),
        (state) => state.problems.length > 0,
      );
      expect(problems).toEqual([{ kind: 'mfa-session-not-kept', where: 'memory-constant-key' }]);
      const checks = await first.call<readonly { readonly check: string }[]>('doctor', 'run', {});
      expect(checks.ok && checks.value.find(({ check }) => check === 'keychain')).toMatchObject({
        level: 'look',
      });
      expect(existsSync(file())).toBe(false);
      await quit(first);

      const second = await started('constant-key');
      expect(await again(second, roleId)).toMatchObject({
        ok: false,
        failure: { kind: 'mfa-needed' },
      });
    },
  );

  it('is requested again if the keychain is locked, and is used once it is unlocked', async () => {
    const first = await started('keyring');
    const roleId = await withCode(first);
    await eventually(
      () => Promise.resolve(existsSync(file())),
      (exists) => exists,
    );
    await quit(first);

    const second = await started('none');
    expect(await again(second, roleId)).toMatchObject({
      ok: false,
      failure: { kind: 'mfa-needed' },
    });
    await quit(second);

    const third = await started('keyring');
    expect(await again(third, roleId)).toMatchObject({ ok: true });
    expect(codes()).toBe(1);
  });
});
