import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SignIn, SignInPrompt } from '../../src/core/ports/sign-in.ts';
import { ok, type Result } from '../../src/core/result.ts';
import type { SignInSession } from '../../src/core/sign-in-session.ts';
import type {
  EmbeddedIdentityCenter,
  EmbeddedIdentityCenterOptions,
} from '../../demo/identity-center/embedded-identity-center.ts';
import { isAtLeast } from '../../src/node/sign-in/aws-cli.ts';
import { createSignIn } from '../../src/node/sign-in/sign-in.ts';
import { createSourceCredentials } from '../../src/node/sources/source-credentials.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { firm as sharedFirm, startFirm } from '../support/firm-sign-in.ts';
import { testOwner } from '../support/owner.ts';
import { expectMode, skippedExceptOn } from '../support/systems.ts';

/** The sign-in of the profile `corp`. */
const firm = { ...sharedFirm, profile: 'corp' };
const { startUrl } = firm;
const roleArn =
  'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_0123456789abcdef';
const config = `[profile corp]
sso_session = firm
sso_account_id = 111122223333
sso_role_name = Dev
[sso-session firm]
sso_start_url = ${startUrl}
sso_region = eu-central-1
sso_registration_scopes = sso:account:access
`;

interface SignInHome {
  readonly home: string;
  readonly center: EmbeddedIdentityCenter;
  readonly signIn: SignIn;
  readonly tokenFile: string;
  /** Creates the program `aws` in a folder of the PATH. */
  installAws(script: string): void;
}

/** Sets a new HOME, where the SDK looks for its caches, and a PATH that a test fills. */
async function setUp(
  options: Partial<EmbeddedIdentityCenterOptions> = {},
  env: Record<string, string> = {},
): Promise<SignInHome> {
  const { home, center, endpoints } = await startFirm({
    roles: [{ accountId: '111122223333', roleName: 'Dev', roleArn }],
    ...options,
  });
  const bin = join(home, 'bin');
  mkdirSync(bin);
  const before = { ...process.env };
  const set = {
    HOME: home,
    PATH: bin,
    ...endpoints,
    SSH_CONNECTION: '',
    SSH_TTY: '',
    DISPLAY: '',
    WAYLAND_DISPLAY: '',
    ...env,
  };
  Object.assign(process.env, set);
  onTestFinished(() => {
    for (const name of Object.keys(set)) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  });
  const signIn = createSignIn({
    networkSettings: () => ({ env: { ...process.env }, caBundle: null }),
    programEnvironment: () => Promise.resolve({ ...process.env }),
    configFile: { read: () => Promise.resolve(ok(config)) },
    clock: systemClock,
    // Searches only the PATH, and no installer's folder.
    platform: 'freebsd',
    files: { credentials: join(home, 'my-credentials'), config: join(home, 'my-config') },
    onTerminal: false,
  });
  const tokenFile = join(
    home,
    '.aws',
    'sso',
    'cache',
    `${createHash('sha1').update('firm').digest('hex')}.json`,
  );
  const installAws = (script: string): void => {
    writeFileSync(join(bin, 'aws'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, 'aws'), 0o755);
  };
  return { home, center, signIn, tokenFile, installAws };
}

/** Signs in, and passes each prompt with a code to `answer`. */
async function signInWith(
  { signIn }: SignInHome,
  session: SignInSession,
  answer: (prompt: SignInPrompt) => void = () => undefined,
): Promise<Result<null>> {
  return signIn.begin(session, false, (prompt) => {
    if (prompt !== 'aws-cli') answer(prompt);
  }).done;
}

function sourceOf(home: string) {
  const file = (text: string) => ({
    path: join(home, 'none'),
    read: () => Promise.resolve(ok<string | null>(text)),
  });
  writeFileSync(join(home, 'my-config'), config);
  return createSourceCredentials({
    networkSettings: () => ({ env: { ...process.env }, caBundle: null }),
    programEnvironment: () => Promise.resolve({ ...process.env }),
    clock: systemClock,
    configFile: { ...file(config), path: join(home, 'my-config') },
    credentialsFile: { ...file(''), owner: testOwner },
  });
}

describe('the device flow', () => {
  it('shows a page and a code, and stores a token for the SDK that only its owner can read', async () => {
    const setup = await setUp();
    const prompts: SignInPrompt[] = [];
    const result = await signInWith(setup, firm, (prompt) => {
      prompts.push(prompt);
      setup.center.answer(prompt.userCode, true);
    });
    expect(result).toEqual({ ok: true, value: null });
    expect(prompts).toMatchObject([
      { page: expect.stringContaining(`${setup.center.url}/device?user_code=`) as string },
    ]);
    expectMode(setup.tokenFile, 0o600);
    expectMode(join(setup.home, '.aws', 'sso', 'cache'), 0o700);
    const credentials = await sourceOf(setup.home).resolve('corp');
    expect(credentials).toMatchObject({
      ok: true,
      value: { accessKeyId: expect.stringMatching(/^ASIA/) as string },
    });
  });

  it('gives a token that the SDK refreshes before it ends', async () => {
    const setup = await setUp({ tokenSeconds: 120 });
    await signInWith(setup, firm, ({ userCode }) => setup.center.answer(userCode, true));
    const first = readFileSync(setup.tokenFile, 'utf8');
    expect(await sourceOf(setup.home).resolve('corp')).toMatchObject({ ok: true });
    expect(readFileSync(setup.tokenFile, 'utf8')).not.toBe(first);
    expect(setup.center.calls().filter((call) => call === 'POST /token')).toHaveLength(2);
  });

  it('waits until the user answers, even if the service answers 503 meanwhile', async () => {
    const setup = await setUp();
    const result = signInWith(setup, firm, ({ userCode }) => {
      setup.center.fail(503);
      setTimeout(() => {
        setup.center.fail(null);
        setup.center.answer(userCode, true);
      }, 1500);
    });
    expect(await result).toEqual({ ok: true, value: null });
    expect(setup.center.calls().filter((call) => call === 'POST /token').length).toBeGreaterThan(1);
  });

  it('reports that the user declined it, or why AWS refused it', async () => {
    const setup = await setUp();
    const declined = await signInWith(setup, firm, ({ userCode }) =>
      setup.center.answer(userCode, false),
    );
    expect(declined).toEqual({
      ok: false,
      failure: {
        kind: 'sign-in-failed',
        profile: 'corp',
        how: 'sso',
        why: 'declined',
        message: '',
      },
    });
    expect(
      await signInWith(setup, { ...firm, startUrl: 'https://elsewhere.awsapps.com/start' }),
    ).toEqual({
      ok: false,
      failure: {
        kind: 'sign-in-failed',
        profile: 'corp',
        how: 'sso',
        why: 'refused',
        message: 'The start URL is not known',
      },
    });
  });

  it.each([
    'https://me:word@firm.awsapps.com/',
    'http://firm.awsapps.com/',
    'file:///etc/passwd',
    'javascript:alert(1)//',
    'nonsense',
  ])('shows no page that is not HTTPS or contains a user name: %s', async (page) => {
    const setup = await setUp({ page });
    const prompts: SignInPrompt[] = [];
    const failure = {
      kind: 'sign-in-failed',
      why: 'refused',
      message: 'the answer contains no page to sign in on',
    };
    expect(await signInWith(setup, firm, (prompt) => prompts.push(prompt))).toMatchObject({
      ok: false,
      failure,
    });
    expect(prompts).toEqual([]);
  });

  it('shows the parsed address of the page, not the text in the answer', async () => {
    const setup = await setUp({ page: '\thttps:\\\\FIRM.awsapps.com\n/start' });
    const prompts: SignInPrompt[] = [];
    await signInWith(setup, firm, (prompt) => {
      prompts.push(prompt);
      setup.center.answer(prompt.userCode, true);
    });
    expect(prompts[0]?.page).toMatch(/^https:\/\/firm\.awsapps\.com\/start\?user_code=[A-Z-]+$/);
  });

  it('fails with `network` if no server listens', async () => {
    const setup = await setUp({}, { AWS_ENDPOINT_URL_SSO_OIDC: 'http://127.0.0.1:1' });
    expect(await signInWith(setup, firm)).toEqual({
      ok: false,
      failure: { kind: 'network', code: 'ECONNREFUSED', host: '127.0.0.1' },
    });
  });

  it('ends at once if it is cancelled, and sends no more requests', async () => {
    const setup = await setUp({ intervalSeconds: 60 });
    let prompted = false;
    const underWay = setup.signIn.begin(firm, false, () => {
      prompted = true;
    });
    await expect.poll(() => prompted).toBe(true);
    underWay.cancel();
    expect(await underWay.done).toMatchObject({ ok: false, failure: { why: 'cancelled' } });
    expect(setup.center.calls()).toEqual(['POST /client/register', 'POST /device_authorization']);
  });

  it('stores a token under the hash of the start URL if there is no sso-session', async () => {
    const setup = await setUp();
    const result = await signInWith(setup, { ...firm, name: null, scopes: [] }, ({ userCode }) =>
      setup.center.answer(userCode, true),
    );
    expect(result).toMatchObject({ ok: true });
    const name = createHash('sha1').update(startUrl).digest('hex');
    expect(
      JSON.parse(readFileSync(join(setup.home, '.aws', 'sso', 'cache', `${name}.json`), 'utf8')),
    ).toMatchObject({
      startUrl,
      region: 'eu-central-1',
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
    });
  });

  it('notifies watchers when it stores a token, and when another program stores one', async () => {
    const setup = await setUp();
    let notified = 0;
    onTestFinished(
      setup.signIn.watch(() => {
        notified += 1;
      }),
    );
    await signInWith(setup, firm, ({ userCode }) => setup.center.answer(userCode, true));
    await expect.poll(() => notified).toBeGreaterThan(0);
    const before = notified;
    mkdirSync(join(setup.home, '.aws', 'login', 'cache'), { recursive: true });
    await new Promise((resolve) => setTimeout(resolve, 700));
    writeFileSync(join(setup.home, '.aws', 'login', 'cache', 'token.json'), '{}');
    await expect.poll(() => notified).toBeGreaterThan(before);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe.skipIf(skippedExceptOn('Unix'))('the AWS CLI', () => {
  const console: SignInSession = { kind: 'login', profile: 'console' };
  const recordingArguments = (home: string, version: string): string =>
    `[ "$1" = --version ] && { echo "aws-cli/${version} Python/3.13"; exit 0; }\necho "$@ $AWS_CONFIG_FILE" > ${home}/args`;
  const args = (setup: SignInHome): string => readFileSync(join(setup.home, 'args'), 'utf8').trim();

  it('runs `aws login` with the config file that Rolekeeper uses', async () => {
    const setup = await setUp({}, { DISPLAY: ':0' });
    setup.installAws(recordingArguments(setup.home, '2.32.1'));
    // Rolekeeper assumes that every system except Linux has a browser.
    expect(await signInWith(setup, console)).toEqual({ ok: true, value: null });
    expect(args(setup)).toBe(`login --profile=console ${setup.home}/my-config`);
  });

  it('signs in to Identity Center; if it is too old or the user works over SSH, the device flow signs in', async () => {
    const setup = await setUp();
    setup.installAws(recordingArguments(setup.home, '2.22.0'));
    expect(await signInWith(setup, firm)).toMatchObject({ ok: true });
    expect(args(setup)).toBe(`sso login --profile=corp ${setup.home}/my-config`);
    expect(setup.center.calls()).toEqual([]);
    setup.installAws(recordingArguments(setup.home, '2.21.9'));
    expect(
      await signInWith(setup, firm, ({ userCode }) => setup.center.answer(userCode, true)),
    ).toMatchObject({ ok: true });
    setup.installAws(recordingArguments(setup.home, '2.22.0'));
    process.env['SSH_CONNECTION'] = '10.0.0.1 1 10.0.0.2 22';
    expect(
      await signInWith(setup, firm, ({ userCode }) => setup.center.answer(userCode, true)),
    ).toMatchObject({ ok: true });
    expect(setup.center.calls().filter((call) => call === 'POST /client/register')).toHaveLength(2);
  });

  it('signs in to an sso-session that no profile uses; without an sso-session, the device flow signs in', async () => {
    const setup = await setUp();
    setup.installAws(recordingArguments(setup.home, '2.22.0'));
    expect(await signInWith(setup, { ...firm, profile: 'firm' })).toMatchObject({ ok: true });
    expect(args(setup)).toBe(`sso login --sso-session=firm ${setup.home}/my-config`);
    expect(setup.center.calls()).toEqual([]);
    const withoutSection = { ...firm, profile: startUrl, name: null, scopes: [] };
    expect(
      await signInWith(setup, withoutSection, ({ userCode }) =>
        setup.center.answer(userCode, true),
      ),
    ).toMatchObject({ ok: true });
    expect(setup.center.calls()).toContain('POST /device_authorization');
  });

  it('that is missing or too old causes a failure with the version that is needed', async () => {
    const setup = await setUp();
    const missing = { kind: 'sign-in-tool-missing', profile: 'console', needed: '2.32.0' };
    expect(await signInWith(setup, console)).toEqual({
      ok: false,
      failure: { ...missing, found: null, program: null },
    });
    setup.installAws('echo "aws-cli/1.45.11 Python/3.11" >&2');
    expect(await signInWith(setup, console)).toEqual({
      ok: false,
      failure: { ...missing, found: '1.45.11', program: join(setup.home, 'bin', 'aws') },
    });
  });

  it('is run from the first absolute folder of the PATH that not everyone can write, and from no other', async () => {
    const setup = await setUp();
    const [first, later, open] = [
      join(setup.home, 'first'),
      join(setup.home, 'later'),
      join(setup.home, 'open'),
    ];
    for (const folder of [first, later, open]) mkdirSync(folder);
    const install = (folder: string, version: string): void => {
      const script = `#!/bin/sh\necho ran >> ${folder}/ran\necho "aws-cli/${version}"\n`;
      writeFileSync(join(folder, 'aws'), script);
      chmodSync(join(folder, 'aws'), 0o755);
    };
    install(first, '2.31.0');
    install(later, '2.99.0');
    install(open, '2.99.0');
    chmodSync(open, 0o777);
    // Entries can be relative, empty (the current folder), or writable by everyone.
    process.env['PATH'] = ['', '.', relative(process.cwd(), later), open, first, later].join(':');
    const failure = { kind: 'sign-in-tool-missing', found: '2.31.0', program: join(first, 'aws') };
    expect(await signInWith(setup, console)).toMatchObject({ ok: false, failure });
    expect([first, later, open].map((folder) => existsSync(join(folder, 'ran')))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('that prints no version is not used, and the failure has its path', async () => {
    const setup = await setUp();
    setup.installAws('exit 1');
    const failure = {
      kind: 'sign-in-tool-missing',
      found: null,
      program: join(setup.home, 'bin', 'aws'),
    };
    expect(await signInWith(setup, console)).toMatchObject({ ok: false, failure });
  });

  it('that fails is reported with the end of its output, without a secret', async () => {
    const setup = await setUp();
    setup.installAws(
      '[ "$1" = --version ] && { echo "aws-cli/2.40.0"; exit 0; }\necho "a page"; echo "No: aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" >&2; exit 255',
    );
    const result = await signInWith(setup, console);
    expect(result).toMatchObject({
      ok: false,
      failure: { kind: 'sign-in-failed', why: 'refused' },
    });
    expect(JSON.stringify(result)).toContain('No:');
    expect(JSON.stringify(result)).not.toContain('wJalr');
  });

  it('is stopped if the sign-in is cancelled', async () => {
    const setup = await setUp();
    setup.installAws(
      `[ "$1" = --version ] && { echo "aws-cli/2.40.0"; exit 0; }\necho $$ > ${setup.home}/pid\nexec /bin/sleep 60`,
    );
    const prompts: unknown[] = [];
    const underWay = setup.signIn.begin(console, false, (prompt) => prompts.push(prompt));
    const pid = (): number => {
      try {
        return Number(readFileSync(join(setup.home, 'pid'), 'utf8'));
      } catch {
        return 0;
      }
    };
    await expect.poll(pid).toBeGreaterThan(0);
    expect(prompts).toEqual(['aws-cli']);
    underWay.cancel();
    expect(await underWay.done).toMatchObject({ failure: { why: 'cancelled' } });
    await expect.poll(() => isAlive(pid())).toBe(false);
  });

  it.each([
    ['2.32.0', '2.32.0', true],
    ['2.32.1', '2.32.0', true],
    ['2.9.19', '2.22.0', false],
    ['10.0.0', '2.32.0', true],
    ['1.45.11', '2.22.0', false],
  ])('of version %s is at least version %s: %s', (version, needed, is) => {
    expect(isAtLeast(version, needed)).toBe(is);
  });
});
