import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readEncrypted, decrypt } from '../../src/node/keychain/encrypted-secrets.ts';
import { assumeWithCode } from '../support/answered-code.ts';
import { mfaRole } from '../support/cli-harness.ts';
import {
  setUpEachMain,
  eventually,
  type RunningMain,
  untilItHasAWindow,
} from '../support/running-main.ts';
import { leaksBelow, secretsIn as secretsInText } from '../support/secret-search.ts';
import { expectMode } from '../support/systems.ts';

const serial = 'arn:aws:iam::111122223333:mfa/alice';

const library = fileURLToPath(new URL('../support/keyring-stand-in.cjs', import.meta.url));

describe('an MFA session of the application', () => {
  const setup = setUpEachMain();

  const file = (): string => join(setup.rolekeeperHome, 'mfa-sessions.json');
  const keychain = (): string => join(setup.home, 'keychain');
  const codesUsed = () =>
    setup.sts.calls().filter(({ action }) => action === 'GetSessionToken').length;

  const start = async (state: 'open' | 'locked' | 'missing' | 'silent'): Promise<RunningMain> => {
    mkdirSync(keychain(), { recursive: true });
    writeFileSync(join(keychain(), 'state'), state);
    const main = await setup.start({
      args: [`--stand-in-keyring=${library}`],
      env: { KEYRING_STAND_IN: keychain(), ROLEKEEPER_KEYCHAIN: '' },
    });
    await untilItHasAWindow(main);
    return main;
  };
  const timesAsked = async (main: RunningMain): Promise<number> =>
    (await main.do.facts()).systemRequests.filter(({ what }) => what === 'keychain').length;
  const quit = async (main: RunningMain): Promise<void> => {
    await main.do.click('quit');
    await main.ended;
  };

  /** Adds a role with MFA and assumes it with a code. */
  const addRoleAndAssume = async (main: RunningMain): Promise<string> => {
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
    await assumeWithCode(main, roleId, '123456');
    return roleId;
  };
  const assumeAgain = (main: RunningMain, roleId: string) =>
    main.call('session', 'assume', { roleId, keep: true, takeOver: false });

  it('survives a restart of the application, which asks the keychain only when it needs a session', async () => {
    const first = await start('open');
    expect(await timesAsked(first)).toBe(0);
    const roleId = await addRoleAndAssume(first);
    await eventually(
      () => Promise.resolve(existsSync(file())),
      (exists) => exists,
    );
    await quit(first);

    const second = await start('open');
    expect(await timesAsked(second)).toBe(0);
    expect(await assumeAgain(second, roleId)).toMatchObject({ ok: true });
    expect(codesUsed()).toBe(1);
    expect((await second.state()).problems).toEqual([]);

    // A release also removes the file of MFA sessions.
    await second.call('session', 'release', { roleId });
    await eventually(
      () => Promise.resolve(existsSync(file())),
      (exists) => !exists,
    );
  });

  it('appears nowhere in plain text, and neither does the key', async () => {
    const main = await start('open');
    await addRoleAndAssume(main);
    await eventually(
      () => Promise.resolve(existsSync(file())),
      (exists) => exists,
    );
    expectMode(file(), 0o600);
    const [entry = ''] = readdirSync(keychain()).filter((name) => name !== 'state');
    const key = readFileSync(join(keychain(), entry), 'utf8');
    const session = sessionIn(file(), key);
    const secrets = [key, session['secretAccessKey'] ?? '', session['sessionToken'] ?? ''].map(
      (value, n) => ({
        name: `secret ${String(n)}`,
        value,
        allowed: [],
      }),
    );
    expect(secrets.map(({ value }) => value.length > 20)).toEqual([true, true, true]);
    expect(leaksBelow(setup.rolekeeperHome, secrets)).toEqual([]);
    // The tokens of this STS share their first characters, so only a whole secret is a leak here.
    for (const { value } of secrets) expect(setup.credentials()).not.toContain(value);
    expect(
      secretsInText(JSON.stringify([await main.state(), await main.do.facts()]), secrets),
    ).toEqual([]);
  });

  it('ends with the process if there is no keychain, and this is reported', async () => {
    const first = await start('missing');
    const roleId = await addRoleAndAssume(first);
    const { problems } = await eventually(
      () => first.state(),
      (state) => state.problems.length > 0,
    );
    expect(problems).toEqual([{ kind: 'mfa-sessions-in-memory', where: 'memory-no-keychain' }]);
    const checks = await first.call<readonly { readonly check: string }[]>('doctor', 'run', {});
    expect(checks.ok && checks.value.find(({ check }) => check === 'keychain')).toMatchObject({
      level: 'warning',
    });
    expect(existsSync(file())).toBe(false);
    await quit(first);

    const second = await start('missing');
    expect(await assumeAgain(second, roleId)).toMatchObject({
      ok: false,
      failure: { kind: 'mfa-needed' },
    });
  });

  it('is used without waiting for a keychain that never answers, and a quit does not wait either', async () => {
    const main = await start('silent');
    const roleId = await addRoleAndAssume(main);
    expect(await assumeAgain(main, roleId)).toMatchObject({ ok: true });
    expect(await timesAsked(main)).toBe(1);
    await quit(main);
    expect(existsSync(file())).toBe(false);
  });

  it('is unavailable while the keychain is locked, so that a code is needed, and is used once it is open', async () => {
    const first = await start('open');
    const roleId = await addRoleAndAssume(first);
    await eventually(
      () => Promise.resolve(existsSync(file())),
      (exists) => exists,
    );
    await quit(first);

    const second = await start('locked');
    expect(await assumeAgain(second, roleId)).toMatchObject({
      ok: false,
      failure: { kind: 'mfa-needed' },
    });
    await quit(second);

    const third = await start('open');
    expect(await assumeAgain(third, roleId)).toMatchObject({ ok: true });
    expect(codesUsed()).toBe(1);
  });
});

/** Returns the credentials of the only stored session. */
function sessionIn(file: string, key: string): Readonly<Record<string, string>> {
  const secrets = readEncrypted(file);
  if (typeof secrets === 'string') throw new Error(secrets);
  const [name, entry] = [...secrets][0] ?? [];
  if (name === undefined || entry === undefined) throw new Error('no session');
  const text = decrypt(Buffer.from(key, 'hex'), name, entry) ?? '';
  const { session } = JSON.parse(text) as {
    readonly session: { readonly credentials: Readonly<Record<string, string>> };
  };
  return session.credentials;
}
