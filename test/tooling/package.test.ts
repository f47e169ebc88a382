import { execFile } from 'node:child_process';
import {
  access,
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSection, plainRole, startStsWithAlice } from '../support/cli-harness.ts';

const root = resolve(import.meta.dirname, '../..');
const onWindows = process.platform === 'win32';
const run = promisify(execFile);

interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

describe('the npm package of the command line', () => {
  let folder: string;
  let packed: Packed;
  let rolekeeper: string;

  const npm = (...args: readonly string[]) =>
    run('npm', [...args], {
      cwd: root,
      shell: onWindows,
      env: {
        ...process.env,
        npm_config_update_notifier: 'false',
        // The cache is empty, as on a computer that was never online.
        npm_config_cache: join(folder, 'cache'),
      },
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rolekeeper-package-'));
    // `npm test` builds the command line first, but a run of this file alone does not.
    await access(join(root, 'dist/cli')).catch(() =>
      run(process.execPath, [join(root, 'scripts/build.ts')]),
    );
    const { stdout } = await npm(
      'pack',
      join(root, 'dist/cli'),
      '--json',
      '--pack-destination',
      folder,
    );
    packed = (JSON.parse(stdout) as readonly [Packed])[0];
    await npm(
      'install',
      '--global',
      '--prefix',
      folder,
      '--offline',
      '--no-audit',
      join(folder, packed.filename),
    );
    rolekeeper = onWindows ? join(folder, 'rolekeeper.cmd') : join(folder, 'bin/rolekeeper');
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  // The Node that runs the command. Continuous integration gives the oldest Node that the package
  // allows.
  const node = process.env['ROLEKEEPER_PACKAGE_NODE'] ?? process.execPath;

  /** Runs the installed command in a home folder of this test. */
  async function command(...args: readonly string[]) {
    const home = join(folder, 'home');
    await mkdir(home, { recursive: true });
    const path = [dirname(node), process.env['PATH'] ?? ''].join(delimiter);
    return run(rolekeeper, [...args], {
      cwd: home,
      shell: onWindows,
      env: {
        ...process.env,
        PATH: path,
        HOME: home,
        USERPROFILE: home,
        ROLEKEEPER_HOME: join(home, 'rolekeeper'),
      },
    });
  }

  it('contains the program, the licences, the man page and the readme, and nothing else', () => {
    const paths = packed.files.map(({ path }) => path.replace(/^(parts\/).*[.]cjs$/, '$1*.cjs'));
    expect([...new Set(paths)].toSorted()).toEqual([
      'LICENSE',
      'README.md',
      'THIRD-PARTY-LICENSES.txt',
      'keychain-process.cjs',
      'man/rolekeeper.1',
      'package.json',
      'parts/*.cjs',
      'program.cjs',
      'prompt.cjs',
      'rolekeeper.cjs',
      'start.cjs',
    ]);
    expect(packed.unpackedSize).toBeLessThan(4_000_000);
  });

  it.skipIf(onWindows)('installs the man page', async () => {
    const page = await readFile(join(folder, 'share/man/man1/rolekeeper.1'), 'utf8');
    expect(page).toContain('.TH ROLEKEEPER 1');
  });

  it('has only one dependency, the keychain library, which is optional and has the tested version', async () => {
    const manifest = async (file: string) =>
      JSON.parse(await readFile(join(root, file), 'utf8')) as Readonly<Record<string, unknown>>;
    const { devDependencies } = await manifest('package.json');
    const { dependencies, optionalDependencies } = await manifest('dist/cli/package.json');
    const name = '@napi-rs/keyring';
    const { [name]: version } = devDependencies as Readonly<Record<string, string>>;
    expect({ dependencies, optionalDependencies }).toEqual({
      dependencies: undefined,
      optionalDependencies: { [name]: version },
    });
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('can be installed without a network, and installs no other package', async () => {
    const modules = onWindows ? join(folder, 'node_modules') : join(folder, 'lib/node_modules');
    expect((await readdir(modules)).filter((name) => !name.startsWith('.'))).toEqual([
      'rolekeeper',
    ]);
    await expect(access(join(modules, 'rolekeeper/node_modules'))).rejects.toThrow('ENOENT');
  });

  it('has the licences of the packages whose code it contains, for example zod and the AWS SDK', async () => {
    const licences = await readFile(join(root, 'dist/cli/THIRD-PARTY-LICENSES.txt'), 'utf8');
    expect(licences).toMatch(/^zod \d/m);
    expect(licences).toMatch(/^@aws-sdk\/client-sts \d/m);
    expect(licences).toContain('Apache License');
  });

  it('installs a command that prints its usage, and lists the roles of a new home', async () => {
    expect((await command('--help')).stdout).toContain('rolekeeper role add');
    expect(JSON.parse((await command('role', 'list', '--json')).stdout)).toEqual({ roles: [] });
  });

  it('installs a command that assumes a role and prints its keys', async () => {
    const sts = await startStsWithAlice();
    const aws = join(folder, 'home/.aws');
    try {
      await mkdir(aws, { recursive: true });
      await writeFile(join(aws, 'credentials'), defaultSection, { mode: 0o600 });
      const { roleArn } = plainRole;
      await command('role', 'add', 'plain', '--role-arn', roleArn, '--endpoint', sts.url);
      await command('assume', 'plain');
      const { stdout } = await command('credentials', 'plain');
      expect((JSON.parse(stdout) as { readonly AccessKeyId: string }).AccessKeyId).toMatch(/^ASIA/);
      expect(await readFile(join(aws, 'credentials'), 'utf8')).toMatch(/^\[plain\]\r?$/m);
      expect(sts.calls().map(({ action }) => action)).toContain('AssumeRole');
    } finally {
      await sts.close();
      await rm(join(folder, 'home'), { recursive: true });
    }
  });

  it('does not load the AWS SDK for `role list`', async () => {
    const parts = await readdir(join(root, 'dist/cli/parts'));
    const texts = await Promise.all(
      parts.map((part) => readFile(join(root, 'dist/cli/parts', part), 'utf8')),
    );
    const sdk = parts.filter((_, n) => /STSClient(?:\$\d+)?\s?=\s?class/.test(texts[n] ?? ''));
    const loaded = await loadedParts('role', 'list');

    expect(sdk.length).toBeGreaterThan(0);
    expect(loaded.length).toBeGreaterThan(1);
    expect(loaded.filter((part) => sdk.includes(part))).toEqual([]);
  });

  it('has at most 1.3 MB of code, and `assume` loads at most 860 kB of it', async () => {
    const parts = await readdir(join(root, 'dist/cli/parts'));
    const sizeOf = async (part: string) => (await stat(join(root, 'dist/cli/parts', part))).size;
    const total = async (some: readonly string[]) =>
      (await Promise.all(some.map(sizeOf))).reduce((sum, size) => sum + size, 0);
    const loaded = await loadedParts('assume', '--all');
    const sdk = parts.filter((part) => part.startsWith('sts-'));

    expect(await total([...parts, '../prompt.cjs'])).toBeLessThan(1_300_000);
    expect(namesOf(loaded)).toEqual([
      'app',
      'assume',
      'commands',
      'credentials-only',
      'reports',
      'rolldown-runtime',
      'start',
      'terminal',
      'version',
    ]);
    expect(await total([...loaded, ...sdk])).toBeLessThan(860_000);
  });

  it('has a chunk for `credentials` with a fresh session, and this chunk requires only three other chunks and no zod', async () => {
    const parts = await readdir(join(root, 'dist/cli/parts'));
    const own = parts.find((part) => part.startsWith('credentials-only-')) ?? '';
    const text = await readFile(join(root, 'dist/cli/parts', own), 'utf8');
    const withIt = [
      ...text.matchAll(/(?:const|let) \w+=require\("[.]\/([\w-]+)-[\w-]{8}[.]cjs"\)/g),
    ];

    expect(withIt.map(([, part]) => part).toSorted()).toEqual([
      'rolldown-runtime',
      'start',
      'terminal',
    ]);
    expect(text).not.toMatch(/[zZ]od/);
  });

  it('loads for `status --prompt` only rolekeeper.cjs and prompt.cjs, and prompt.cjs has at most 25 kB', async () => {
    expect(await loadedFiles('status', '--prompt', 'nothing')).toEqual([
      'rolekeeper.cjs',
      'prompt.cjs',
    ]);
    expect((await stat(join(root, 'dist/cli/prompt.cjs'))).size).toBeLessThan(25_000);
  });

  it.skipIf(onWindows)('answers `status --prompt` even if prompt.cjs throws', async () => {
    const copy = join(folder, 'with-a-bug');
    const home = join(folder, 'prompt-home');
    await cp(join(root, 'dist/cli'), copy, { recursive: true });
    await writeFile(join(copy, 'prompt.cjs'), 'null.name;');
    await mkdir(home, { mode: 0o700 });
    const role = { id: '0123456789ab', name: 'named', targetProfile: 'named' };
    const [roleArn, sourceProfile] = [plainRole.roleArn, 'default'];
    await writeFile(
      join(home, 'settings.json'),
      JSON.stringify({ version: 1, roles: [{ ...role, roleArn, sourceProfile }] }),
      { mode: 0o600 },
    );
    const args = [join(copy, 'rolekeeper.cjs'), 'status', '--prompt', 'named'];
    const env = { ...process.env, HOME: folder, ROLEKEEPER_HOME: home };
    expect(await run(process.execPath, args, { env })).toEqual({
      stdout: 'named off\n',
      stderr: '',
    });
  });

  it('completes a word without loading zod or the AWS SDK', async () => {
    const loaded = await loadedParts('complete', 'zsh', 'assume', '');
    const texts = await Promise.all(
      loaded.map((part) => readFile(join(root, 'dist/cli/parts', part), 'utf8')),
    );
    expect(loaded.some((part) => part.startsWith('complete-'))).toBe(true);
    expect(texts.filter((text) => /ZodMini|STSClient/.test(text))).toEqual([]);
  });

  it('prints one line with the required Node version if Node is too old', async () => {
    const older = join(folder, 'older.cjs');
    await writeFile(
      older,
      `Object.defineProperty(process.versions, 'node', { value: '20.19.0' });`,
    );
    const result = await run(process.execPath, [
      '--require',
      older,
      join(root, 'dist/cli/rolekeeper.cjs'),
      '--help',
    ]).then(
      () => null,
      (error: unknown) =>
        error as { readonly code: number; readonly stdout: string; readonly stderr: string },
    );
    expect(result).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'rolekeeper needs Node 22.13 or newer; this is Node 20.19.0.\n',
    });
  });

  describe.skipIf(onWindows)("V8's cache of compiled code", () => {
    const cacheIn = async (home: string, options?: string) => {
      const own = {
        NODE_COMPILE_CACHE: undefined,
        NODE_OPTIONS: options,
        ROLEKEEPER_HOME: join(home, 'rolekeeper'),
      };
      const env = { ...process.env, HOME: home, ...own };
      await run(process.execPath, [join(root, 'dist/cli/rolekeeper.cjs'), 'role', 'list'], { env });
      return readdir(join(home, 'rolekeeper/cache')).catch(() => []);
    };
    const newHome = async () => {
      const home = await mkdtemp(join(folder, 'home-'));
      await mkdir(join(home, 'rolekeeper'), { mode: 0o700 });
      return home;
    };

    it("is one file in Rolekeeper's own folder, and only the user can read the file", async () => {
      const home = await newHome();
      const file = `commands-${process.version}-${process.arch}`;
      expect(await cacheIn(home)).toEqual([file]);
      const { mode, size } = await stat(join(home, 'rolekeeper/cache', file));
      expect(mode & 0o777).toBe(0o600);
      expect(size).toBeGreaterThan(100_000);
    });

    it('is Node’s own cache, not Rolekeeper’s file, if NODE_OPTIONS has options of V8', async () => {
      const home = await newHome();
      const [found = ''] = await cacheIn(home, '--max-old-space-size=1000');
      expect(found).toMatch(/^v\d/);
    });

    it('is neither read nor written in a folder that others can write', async () => {
      const home = await mkdtemp(join(folder, 'home-'));
      await mkdir(join(home, 'rolekeeper/cache'), { recursive: true, mode: 0o700 });
      await chmod(join(home, 'rolekeeper/cache'), 0o777);
      expect(await cacheIn(home)).toEqual([]);
    });
  });

  /** Returns the names of chunks without the hash of their content, sorted. */
  function namesOf(parts: readonly string[]): readonly string[] {
    return parts.map((part) => part.replace(/-[\w-]{8}[.]cjs$/, '')).toSorted();
  }

  /** Returns the file names of the chunks that a command loads. */
  async function loadedParts(...args: readonly string[]): Promise<readonly string[]> {
    const files = await loadedFiles(...args);
    return files.filter((file) => file.startsWith('parts/')).map((file) => file.slice(6));
  }

  /** Returns the files of the package that a command loads, in the order of loading. */
  async function loadedFiles(...args: readonly string[]): Promise<readonly string[]> {
    const spy = join(folder, 'spy.cjs');
    await writeFile(
      spy,
      `require('node:module').registerHooks({ load(url, context, next) {
         if (url.startsWith('file:')) process.stderr.write('loaded ' + url + '\\n');
         return next(url, context);
       } });`,
    );
    const env = { ...process.env, HOME: folder, ROLEKEEPER_HOME: join(folder, 'spied') };
    const { stderr } = await run(
      process.execPath,
      ['--require', spy, join(root, 'dist/cli/rolekeeper.cjs'), ...args],
      {
        env,
      },
    );
    return [...stderr.matchAll(/^loaded .*[/]dist[/]cli[/](.*[.]cjs)$/gm)].map(
      ([, file]) => file ?? '',
    );
  }
});
