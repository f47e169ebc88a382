import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/node/app.ts';
import { cliHome } from '../support/cli-harness.ts';
import { sized } from '../support/run-length.ts';
import { MemoryKeychain } from '../support/memory-keychain.ts';
import { expectMode, skippedExceptOn } from '../support/systems.ts';

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

/** What an attacker can put at a path. `outside` is a folder that must not change. */
const HOSTILE_ENTRIES = {
  empty: (path: string) => writeFileSync(path, ''),
  noise: (path: string) => writeFileSync(path, Buffer.from([0, 255, 254, 10, 91, 128])),
  folder: (path: string) => mkdirSync(path),
  'full folder': (path: string) => mkdirSync(join(path, 'in', 'it'), { recursive: true }),
  pipe: (path: string) => execFileSync('mkfifo', [path]),
  socket: (path: string) => {
    // The path of a socket has at most 107 bytes.
    servers.push(
      createServer()
        .on('error', () => undefined)
        .listen(path),
    );
  },
  'endless device': (path: string) => symlinkSync('/dev/zero', path),
  'dangling link': (path: string) => symlinkSync(`${path}.nowhere/at/all`, path),
  loop: (path: string) => symlinkSync(path, path),
  'link outside': (path: string, outside: string) => symlinkSync(join(outside, 'file'), path),
  'link to a folder outside': (path: string, outside: string) => symlinkSync(outside, path),
  huge: (path: string) => {
    writeFileSync(path, '');
    truncateSync(path, 2 ** 36);
  },
  unreadable: (path: string) => writeFileSync(path, '{}', { mode: 0o000 }),
  // Only root can create a file of another user; otherwise this is the user's own file.
  'of another user': (path: string) => {
    writeFileSync(path, 'theirs', { mode: 0o644 });
    if (process.getuid?.() === 0) chownSync(path, 65_534, 65_534);
  },
  'writable by all': (path: string) => {
    writeFileSync(path, '');
    chmodSync(path, 0o666);
  },
} satisfies Record<string, (path: string, outside: string) => unknown>;

const DOCUMENT = JSON.stringify({
  format: 'rolekeeper-settings',
  version: 1,
  preferences: { theme: 'dark' },
  roles: [
    {
      id: 'aaaaaaaaaaaa',
      name: 'client',
      roleArn: 'arn:aws:iam::123456789012:role/Client',
      sourceProfile: 'signed-in-nowhere',
      targetProfile: 'client',
      roleSessionName: 'me',
      durationSeconds: 3600,
    },
  ],
});

const PLACES = [
  '.aws/config',
  '.aws/credentials',
  'rk/settings.json',
  'rk/.settings.json.rk-0123',
  'rk/state.db',
  'rk/state.db-wal',
  'rk/locks/settings.lock',
  'rk/locks/state.lock',
  'rk/locks',
  'rk/backups',
  'rk/backups/original-1-00000000-0000000000000000.ini',
  'rk/backups/.0123456789abcdef',
  'rk/logs',
  'rk/logs/rolekeeper.log',
  'rk/window.json',
  'rk/mfa-sessions.json',
  'rk/cache',
] as const;

interface Hostile {
  readonly place: (typeof PLACES)[number];
  readonly thing: keyof typeof HOSTILE_ENTRIES;
}

const hostile: fc.Arbitrary<readonly Hostile[]> = fc.uniqueArray(
  fc.record({
    place: fc.constantFrom(...PLACES),
    thing: fc.constantFrom(...(Object.keys(HOSTILE_ENTRIES) as (keyof typeof HOSTILE_ENTRIES)[])),
  }),
  { minLength: 1, maxLength: 3, selector: ({ place }) => place },
);

function placeHostileFiles(home: string, outside: string, things: readonly Hostile[]): void {
  mkdirSync(outside);
  writeFileSync(join(outside, 'file'), 'outside', { mode: 0o644 });
  for (const { place, thing } of things) {
    const path = join(home, place);
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      // An earlier entry can have replaced the folder with a link; the test itself must not write
      // outside.
      if (realpathSync(dirname(path)) === realpathSync(outside)) continue;
      rmSync(path, { recursive: true, force: true });
      HOSTILE_ENTRIES[thing](path, outside);
    } catch {
      // Entries can conflict with each other.
    }
  }
}

function expectUntouched(outside: string): void {
  expect(readdirSync(outside)).toEqual(['file']);
  expect(readFileSync(join(outside, 'file'), 'utf8')).toBe('outside');
  expectMode(join(outside, 'file'), 0o644);
}

/** Returns path, owner, mode and text of each file of another user. */
function filesOfOthers(home: string, things: readonly Hostile[]): unknown {
  return things
    .filter(({ thing }) => thing === 'of another user')
    .map(({ place }) => {
      const path = join(home, place);
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat?.isFile() !== true || stat.uid === process.getuid?.()) return null;
      return [place, stat.uid, stat.mode, readFileSync(path, 'utf8')];
    });
}

describe.skipIf(skippedExceptOn('Unix'))("hostile files at Rolekeeper's paths", () => {
  it('do not block or crash Rolekeeper or make it change other files, and each failure names its subject', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (things) => {
        const home = mkdtempSync(join(tmpdir(), 'rkh-'));
        const outside = join(home, 'outside');
        placeHostileFiles(home, outside, things);
        const foreign = filesOfOthers(home, things);
        const env = { HOME: home, ROLEKEEPER_HOME: join(home, 'rk'), PATH: process.env['PATH'] };
        const keychain = new MemoryKeychain().access();
        const app = await createApp({ env, refresh: 'nothing', keychain });
        if (app.ok) {
          const { api } = app.value;
          const roleArn = 'arn:aws:iam::123456789012:role/R';
          const results = [
            await api.doctor.run({}),
            await api.backups.list({}),
            await api.role.add({ role: { name: 'r', roleArn } }),
            await api.settings.import({ document: DOCUMENT, dryRun: false }),
            await api.session.assume({ roleId: 'aaaaaaaaaaaa', keep: false, takeOver: true }),
            await api.session.release({ roleId: 'aaaaaaaaaaaa' }),
            await api.backups.restoreSection({ profile: 'client' }),
            await api.backups.purge({ dryRun: false }),
            await api.activity.list({ limit: 10 }),
          ];
          for (const result of results) if (!result.ok) expectNamedSubject(result.failure);
          await app.value.stop();
        } else expectNamedSubject(app.failure);
        expectUntouched(outside);
        expect(filesOfOthers(home, things)).toEqual(foreign);
        rmSync(home, { recursive: true, force: true });
      }),
      { numRuns: sized(30, 2000) },
    );
  });

  it('let `status`, `doctor` and `role list` of the built program end with 0 or 1, without a stack trace', async () => {
    const things = ['pipe', 'endless device', 'folder', 'loop'] as const;
    const places = ['.aws/config', 'rk/settings.json', 'rk/state.db', 'rk/cache'] as const;
    for (const [n, place] of places.entries()) {
      const thing = things[n % things.length] ?? 'pipe';
      const cli = cliHome(null);
      const outside = join(cli.folder, 'outside');
      placeHostileFiles(cli.folder, outside, [{ place, thing }]);
      for (const command of [['status'], ['doctor'], ['role', 'list']]) {
        const env = { ROLEKEEPER_HOME: join(cli.folder, 'rk') };
        const run = await cli.run(command, { env, ownProcess: true });
        expect([0, 1]).toContain(run.code);
        expect(run.stdout + run.stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
      }
      expectUntouched(outside);
      expect(existsSync(cli.folder)).toBe(true);
      cli.dispose();
    }
  });
});

describe.skipIf(skippedExceptOn('Unix'))('a hostile file that a command names', () => {
  it.each(['pipe', 'endless device', 'folder', 'huge'] as const)(
    'is refused as a policy, settings document, certificate or token cache: %s',
    async (thing) => {
      const cli = cliHome(null);
      const outside = join(cli.folder, 'outside');
      placeHostileFiles(cli.folder, outside, [
        { place: 'given' as (typeof PLACES)[number], thing },
        { place: '.aws/sso/cache' as (typeof PLACES)[number], thing },
      ]);
      const sso = 'sso_start_url = https://x.awsapps.com/start\nsso_region = eu-central-1';
      const role = 'sso_account_id = 123456789012\nsso_role_name = R';
      writeFileSync(cli.configFile, `[profile sso]\n${sso}\n${role}\n`);
      const roleArn = 'arn:aws:iam::123456789012:role/R';
      const add = ['role', 'add', 'r', '--role-arn', roleArn];
      expect((await cli.run([...add, '--policy', 'given'], { ownProcess: true })).stderr).toContain(
        'given',
      );
      expect(
        (await cli.run(['settings', 'import', 'given'], { ownProcess: true })).stderr,
      ).toContain('given');
      const { stdout } = await cli.run(['doctor'], {
        ownProcess: true,
        env: { AWS_CA_BUNDLE: join(cli.folder, 'given') },
      });
      expect(stdout).toContain(join(cli.folder, 'given'));
      await cli.ok([...add, '--source-profile', 'sso']);
      const before = cli.credentials();
      const assumed = await cli.run(['assume', 'r'], { ownProcess: true });
      expect(assumed.code).toBe(1);
      expect(assumed.stderr).toContain('sso');
      expect(cli.credentials()).toBe(before);
      expectUntouched(outside);
      cli.dispose();
    },
  );
});

/** A failure must name its subject: a file, a profile, a lock or a process. */
function expectNamedSubject(failure: object): void {
  expect(failure).toHaveProperty('kind');
  expect(
    'file' in failure ||
      'profile' in failure ||
      'name' in failure ||
      'what' in failure ||
      'holderPid' in failure,
    JSON.stringify(failure),
  ).toBe(true);
}
