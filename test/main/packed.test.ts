import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Check } from '../../src/core/contract/check.ts';
import { type PackedApplication, packApplication } from '../support/packed-application.ts';
import {
  createMainSetup,
  eventually,
  type MainSetup,
  type RunningMain,
  untilItHasAWindow,
} from '../support/running-main.ts';
import { realKeyringNeeds, startRealKeyring, type RealKeyring } from '../support/real-keyring.ts';
import { skippedExceptOn } from '../support/systems.ts';

describe.skipIf(skippedExceptOn('Linux'))('the packed application (packed on Linux)', () => {
  let packed: PackedApplication;
  let setup: MainSetup;
  let main: RunningMain;
  let keyring: RealKeyring | null = null;

  beforeAll(async () => {
    if (realKeyringNeeds === null) keyring = await startRealKeyring();
    packed = await packApplication();
    setup = await createMainSetup();
    main = await setup.start({
      entry: join(packed.app, 'out/main/index.js'),
      args: [`--stand-in-resources=${join(packed.unpacked, 'resources')}`],
      env: keyring?.env ?? {},
    });
    await untilItHasAWindow(main);
  });
  afterAll(async () => {
    await setup.dispose();
    keyring?.stop();
  });

  it('contains what it needs to run and nothing else', () => {
    const allowed = [
      /^out\/main\/(index|keychain-process)\.js$/,
      /^out\/main\/parts\/[\w.-]+\.js$/,
      /^out\/preload\/index\.cjs$/,
      /^out\/renderer\/index\.html$/,
      /^out\/renderer\/assets\/[\w.-]+\.(js|css)$/,
      /^assets\/tray\/[\w@-]+\.(png|ico)$/,
      /^assets\/icons\/256x256\.png$/,
      /^package\.json$/,
      /^(out(\/(main(\/parts)?|preload|renderer(\/assets)?))?|assets(\/(tray|icons))?)$/,
    ];
    expect(packed.files.filter((file) => !allowed.some((pattern) => pattern.test(file)))).toEqual(
      [],
    );
    expect(packed.files).toEqual(
      expect.arrayContaining([
        'out/main/index.js',
        'out/main/keychain-process.js',
        'out/preload/index.cjs',
        'out/renderer/index.html',
      ]),
    );
  });

  it('includes its licence and those of all bundled code, readable outside the archive', () => {
    const read = (name: string): string => readFileSync(join(packed.unpacked, name), 'utf8');
    expect(read('resources/LICENSE.txt')).toMatch(/^MIT License/);
    const carried = read('resources/THIRD-PARTY-LICENSES.txt');
    // Main contains the SDK and electron-store, and the page contains Preact.
    for (const name of ['@aws-sdk/client-sts', 'electron-store', 'zod', 'preact', 'ajv']) {
      expect(carried).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    }
    expect(carried).toContain('Apache License');
    expect(carried).not.toMatch(/^(electron|playwright-core|vite|vitest) \d/m);
    expect(carried).toMatch(/^@napi-rs\/keyring \d/m);
    expect(read('resources/THIRD-PARTY-LICENSES-keyring.md')).toContain('MIT');
    for (const electrons of ['LICENSE.electron.txt', 'LICENSES.chromium.html'])
      expect(read(electrons)).not.toBe('');
  });

  it('bundles every import except electron and Node’s own modules', () => {
    const left = new Set<string>();
    for (const file of packed.files.filter((name) =>
      /^out\/(main|preload)\/.*\.c?js$/.test(name),
    )) {
      const text = readFileSync(join(packed.app, file), 'utf8');
      for (const [, id = ''] of text.matchAll(/^(?:import .*? from |import )"([^"]+)";$/gm))
        left.add(id);
    }
    expect(
      [...left].filter((id) => !isBuiltin(id) && !id.startsWith('.') && id !== 'electron'),
    ).toEqual([]);
  });

  it('loads no AWS SDK before it is needed', () => {
    const seen = new Set<string>();
    const load = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      const text = readFileSync(join(packed.app, file), 'utf8');
      for (const [, id = ''] of text.matchAll(/^(?:import .*? from |import )"(\.[^"]+)";$/gm)) {
        load(posix.join(posix.dirname(file), id));
      }
      expect(text, file).not.toMatch(/class STSClient|AssumeRoleCommand/);
    };
    load('out/main/index.js');
    expect(seen.size).toBeGreaterThan(1);
  });

  it('has the keychain library of its own system beside the archive, and of no other system', async () => {
    const names = readdirSync(packed.unpacked, { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => name.endsWith('.node'))).toEqual(['resources/keyring.node']);
    const library = join(packed.unpacked, 'resources/keyring.node');
    // The package is for x64, but its library is for this machine, so that the test can load it.
    const head = readFileSync(library).subarray(0, 20);
    expect([head.toString('latin1', 1, 4), head.readUInt16LE(18)]).toEqual([
      'ELF',
      process.arch === 'arm64' ? 183 : 62,
    ]);
    const script = `const { AsyncEntry } = require(process.argv[1]);
      console.log(typeof new AsyncEntry('a', 'b', { linux: { store: 'keyutils' } }).getPassword);`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script, library]);
    expect(stdout.trim()).toBe('function');
  });

  it('has the expected package name, product name and desktop name', () => {
    const json = JSON.parse(readFileSync(join(packed.app, 'package.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    expect(json).toMatchObject({
      name: 'rolekeeper',
      productName: 'Rolekeeper',
      main: 'out/main/index.js',
      type: 'module',
      desktopName: 'app.rolekeeper.Rolekeeper.desktop',
    });
    expect(json).not.toHaveProperty('devDependencies');
  });

  it('has each fuse in the state in which no other program can run code in it', async () => {
    // A fuse in the executable is the character 0 (off) or 1 (on).
    const [off, on] = [0x30, 0x31];
    const wire = await getCurrentFuseWire(join(packed.unpacked, 'rolekeeper-tray'));
    expect(wire).toMatchObject({
      [FuseV1Options.RunAsNode]: off,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
      [FuseV1Options.EnableNodeCliInspectArguments]: off,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
      [FuseV1Options.OnlyLoadAppFromAsar]: on,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
    });
  });

  it('starts from its packed files, assumes a role and serves its panel', async () => {
    const roleId = await setup.addRole(main, 'client-s3');
    const line = await eventually(
      async () => (await main.do.menu()).find(({ id }) => id === `role:${roleId}`),
      (found) => found !== undefined,
    );
    await main.do.click(line?.id ?? '');
    await eventually(
      () => Promise.resolve(setup.credentials()),
      (text) => text.includes('[client-s3]'),
    );
    const page = await main.do.fetch('app://panel/');
    expect(page).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });
    for (const [, path = ''] of page.text.matchAll(/(?:src|href)="\.\/([^"]+)"/g)) {
      expect(packed.files).toContain(`out/renderer/${path}`);
      expect(await main.do.fetch(`app://panel/${path}`)).toMatchObject({ status: 200 });
    }
  });

  it.skipIf(realKeyringNeeds !== null)(
    `reaches the keychain with the library that the package contains${realKeyringNeeds ?? ''}`,
    async () => {
      const checks = await main.call<readonly Check[]>('doctor', 'run', { offline: true });
      expect(checks.ok && checks.value.find(({ check }) => check === 'keychain')).toEqual({
        check: 'keychain',
        level: 'good',
        facts: { where: 'keychain' },
      });
    },
  );

  it('shows a tray icon that the package contains', async () => {
    const [tray] = (await main.do.facts()).trays;
    expect(packed.files).toContain((tray?.image ?? '').slice(packed.app.length + 1));
  });
});
