import { describe, expect, it } from 'vitest';
import type { SettingsImport } from '../../../src/core/contract/api.ts';
import { DEFAULT_PREFERENCES, RANGES } from '../../../src/core/settings/preference-values.ts';
import { CoreMachine, type CoreProcess } from '../../support/core-harness.ts';

const endpoint = 'https://sts.example.com';
const secretParts = ['secret-proxy-password', 'alice/secret', 'AKIAALICE00000000001'];

const exportOf = async (process: CoreProcess): Promise<string> =>
  (await process.value(process.app.api.settings.export({}))).document;
const importInto = (process: CoreProcess, document: string, more: { dryRun?: boolean } = {}) =>
  process.done(process.app.api.settings.import({ document, dryRun: false, ...more }));
const summary = ({ roles, preferences }: SettingsImport) => ({
  roles: roles.map(
    ({ role, outcome, obstacle }) =>
      `${role.name} ${outcome}${obstacle === null ? '' : ` ${obstacle.kind}`}`,
  ),
  preferences: preferences.map(
    ({ name, value, rule }) => `${name} ${String(value)}${rule === null ? '' : ` ${rule.kind}`}`,
  ),
});

describe('exported settings', () => {
  it('are roles and preferences without secrets', async () => {
    const machine = new CoreMachine();
    const one = await machine.start();
    const role = await one.add({
      name: 'client',
      externalId: 'word-1',
      tags: [{ key: 'a', value: 'b' }],
    });
    await one.keep(role);
    const proxy = `http://me:${secretParts[0] ?? ''}@proxy.example:3128`;
    // An earlier version stored settings like this.
    const stored = JSON.parse(machine.disk.settingsText ?? '') as object;
    machine.disk.settingsText = JSON.stringify({
      ...stored,
      preferences: { proxy, theme: 'dark' },
    });
    const document = await exportOf(one);
    expect(JSON.parse(document)).toMatchObject({
      format: 'rolekeeper-settings',
      version: 1,
      roles: [{ id: role.id, name: 'client', externalId: 'word-1' }],
      preferences: { theme: 'dark', proxy: 'http://proxy.example:3128' },
    });
    const { credentials } = machine.section('client');
    expect(credentials?.sessionToken).toBeTruthy();
    const secrets = [
      ...secretParts,
      credentials?.secretAccessKey ?? '',
      credentials?.sessionToken ?? '',
    ];
    expect(secrets.filter((secret) => document.includes(secret))).toEqual([]);
  });

  it('omit the default session name, so that each importer uses their own default', async () => {
    const exporter = await new CoreMachine({ sessionName: 'root@build-host' }).start();
    await exporter.add({ name: 'default-name' });
    await exporter.add({ name: 'own-name', roleSessionName: 'ci-deploy' });
    const document = await exportOf(exporter);
    expect(document).not.toContain('root@build-host');
    const otherMachine = new CoreMachine({ seed: 9, sessionName: 'bob@laptop' });
    const importer = await otherMachine.start();
    await importInto(importer, document);
    const { roles } = JSON.parse(otherMachine.disk.settingsText ?? '') as {
      roles: { roleSessionName: string }[];
    };
    expect(roles.map(({ roleSessionName }) => roleSessionName)).toEqual([
      'bob@laptop',
      'ci-deploy',
    ]);
  });

  it('give another machine the same settings, and change nothing on the machine that exported them', async () => {
    const first = await new CoreMachine().start();
    await first.add({ name: 'a', region: 'eu-west-1' });
    await first.add({ name: 'b', sourceProfile: 'a' });
    await first.value(
      first.app.api.preferences.set({ changes: { notices: 'needed', mfaSessionSeconds: 900 } }),
    );
    const document = await exportOf(first);
    const second = await new CoreMachine({ seed: 9 }).start();
    expect(await importInto(second, document)).toMatchObject({ ok: true });
    expect(await exportOf(second)).toBe(document);
    const again = await importInto(first, document);
    expect(again.ok && summary(again.value)).toEqual({
      roles: ['a same', 'b same'],
      preferences: [],
    });
  });
});

describe('imported settings', () => {
  it('change the roles as a dry run reports, and set no CA bundle that cannot be read', async () => {
    const machine = new CoreMachine();
    const one = await machine.start();
    await one.add({ name: 'same' });
    await one.add({ name: 'changed' });
    const other = await one.add({ name: 'taken' });
    const document = JSON.parse(await exportOf(one)) as {
      roles: Record<string, unknown>[];
      preferences: object;
    };
    document.roles = [
      document.roles[0] ?? {},
      { ...document.roles[1], durationSeconds: 900, region: 'eu-west-1' },
      { ...document.roles[2], id: 'aaaaaaaaaaaa', roleArn: 'arn:aws:iam::123456789012:role/Else' },
      { ...document.roles[0], id: 'bbbbbbbbbbbb', name: 'new', targetProfile: 'new' },
      { ...document.roles[0], id: 'cccccccccccc', name: 'far', targetProfile: 'far', endpoint },
    ];
    document.preferences = { theme: 'light', caBundle: '/nowhere.crt' };
    const before = machine.disk.settingsText;
    const dry = await importInto(one, JSON.stringify(document), { dryRun: true });
    expect(dry.ok && summary(dry.value)).toEqual({
      roles: ['same same', 'changed changed', 'taken left-out name-taken', 'new new', 'far new'],
      preferences: ['caBundle /nowhere.crt', 'theme light'],
    });
    expect(dry.ok && dry.value.roles[1]?.fields).toEqual(['duration', 'region']);
    expect(machine.disk.settingsText).toBe(before);
    expect(machine.consent.questions).toEqual([]);

    const done = await importInto(one, JSON.stringify(document));
    expect(machine.consent.questions).toEqual([
      { kind: 'endpoint', endpoint, roleNames: ['far'] },
      { kind: 'preference', name: 'caBundle', present: null, next: '/nowhere.crt' },
    ]);
    expect(done.ok && summary(done.value)).toMatchObject({
      roles: ['same same', 'changed changed', 'taken left-out name-taken', 'new new', 'far new'],
      preferences: ['caBundle /nowhere.crt ca-bundle', 'theme light'],
    });
    const { roles, preferences } = one.app.state();
    expect(roles.map(({ role }) => role.name)).toEqual(['same', 'changed', 'taken', 'new', 'far']);
    expect(roles[1]?.role).toMatchObject({ durationSeconds: 900, region: 'eu-west-1' });
    expect(roles[2]?.role).toEqual(other);
    expect(preferences).toMatchObject({ theme: 'light' });
    expect(preferences).not.toHaveProperty('caBundle');
  });

  it('set no browser command, and report each browser command that they ignore', async () => {
    const machine = new CoreMachine();
    const one = await machine.start();
    await one.add({ name: 'own', browser: 'firefox -P own' });
    await one.add({ name: 'plain' });
    const document = JSON.parse(await exportOf(one)) as { roles: Record<string, unknown>[] };
    expect(document.roles[0]).toMatchObject({ browser: 'firefox -P own' });
    document.roles = [
      { ...document.roles[0], browser: 'evil', region: 'eu-west-1' },
      { ...document.roles[1], browser: 'evil' },
      {
        ...document.roles[1],
        id: 'bbbbbbbbbbbb',
        name: 'new',
        targetProfile: 'n',
        browser: 'evil',
      },
    ];
    machine.consent.questions.length = 0;
    const done = await importInto(one, JSON.stringify(document));
    expect(done.ok && summary(done.value).roles).toEqual(['own changed', 'plain same', 'new new']);
    expect(done.ok && done.value.roles.map(({ browserLeftOut }) => browserLeftOut)).toEqual([
      'evil',
      'evil',
      'evil',
    ]);
    const browsers = one.app.state().roles.map(({ role }) => role.browser);
    expect(browsers).toEqual(['firefox -P own', undefined, undefined]);
    expect(machine.consent.questions).toEqual([]);
  });

  it('cause a new session of a role that is on if a changed field affects the session', async () => {
    const machine = new CoreMachine();
    const one = await machine.start();
    const role = await one.add({ name: 'client' });
    await one.keep(role);
    const document = JSON.parse(await exportOf(one)) as { roles: Record<string, unknown>[] };
    document.roles = [
      { ...document.roles[0], targetProfile: 'elsewhere', roleSessionName: 'second' },
    ];
    const before = machine.section('client').accessKeyId;
    expect(await importInto(one, JSON.stringify(document))).toMatchObject({ ok: true });
    expect(machine.section('client').accessKeyId).toBeNull();
    expect(machine.section('elsewhere').accessKeyId).not.toBeNull();
    expect(machine.section('elsewhere').accessKeyId).not.toBe(before);
    expect(one.view(role)).toMatchObject({ kept: true, session: { state: 'active' } });
  });

  it('move a session to a changed target profile without a call to STS', async () => {
    const machine = new CoreMachine();
    const one = await machine.start();
    const role = await one.add({ name: 'client' });
    await one.keep(role);
    const document = JSON.parse(await exportOf(one)) as { roles: Record<string, unknown>[] };
    document.roles = [{ ...document.roles[0], targetProfile: 'elsewhere' }];
    const [before, calls] = [machine.section('client').accessKeyId, machine.sts.calls.length];
    expect(await importInto(one, JSON.stringify(document))).toMatchObject({ ok: true });
    expect(machine.section('client').accessKeyId).toBeNull();
    expect(machine.section('elsewhere').accessKeyId).toBe(before);
    expect(machine.sts.calls).toHaveLength(calls);
  });

  it('keep the user and the password of the proxy if its address is the same', async () => {
    const machine = new CoreMachine();
    const proxy = 'http://me:word@proxy.example:3128';
    machine.disk.settingsText = JSON.stringify({ version: 1, roles: [], preferences: { proxy } });
    const one = await machine.start();
    await importInto(one, await exportOf(one));
    expect(machine.disk.settingsText).toContain(proxy);
  });

  const good = {
    id: '0123456789ab',
    name: 'x',
    roleArn: 'arn:aws:iam::123456789012:role/x',
    sourceProfile: 'default',
    targetProfile: 'x',
    roleSessionName: 'me',
    durationSeconds: 3600,
  };
  /** Each preference that is a number, with a value below its range and one above it. */
  const outOfRange = Object.entries(DEFAULT_PREFERENCES).flatMap(([name, standard]) =>
    typeof standard === 'number' ? [[name, 0] as const, [name, 1e9] as const] : [],
  );
  const doc = (more: object): string =>
    JSON.stringify({ format: 'rolekeeper-settings', version: 1, ...more });
  it.each([
    ['that is not JSON', '{\n"a": 1,\n!', { kind: 'not-json', line: 3 }],
    [
      'that is a credentials file',
      '[default]\naws_secret_access_key = secret-value',
      { kind: 'not-json' },
    ],
    ['that is JSON without the format of settings', '{"roles":[]}', { kind: 'not-settings' }],
    ['that is a list', '[]', { kind: 'not-settings' }],
    ['of a later version', doc({ version: 7 }), { kind: 'newer', version: 7 }],
    [
      'with a role without an ARN',
      doc({ roles: [good, { ...good, roleArn: undefined }] }),
      { place: 'roles[1].roleArn', rule: { kind: 'required' } },
    ],
    [
      'with an invalid ARN',
      doc({ roles: [{ ...good, roleArn: 'arn:x' }] }),
      { place: 'roles[0].roleArn', rule: { kind: 'role-arn' } },
    ],
    [
      'with a number as a name',
      doc({ roles: [{ ...good, name: 7 }] }),
      { place: 'roles[0].name', rule: { kind: 'json-type', type: 'text' } },
    ],
    [
      'with a duration that is not a whole number',
      doc({ roles: [{ ...good, durationSeconds: 1.5 }] }),
      { place: 'roles[0].durationSeconds', rule: { kind: 'whole-number' } },
    ],
    [
      'with an invalid ID',
      doc({ roles: [{ ...good, id: '../../x' }] }),
      { place: 'roles[0].id', rule: { kind: 'characters' } },
    ],
    [
      'with a tag without a value',
      doc({ roles: [{ ...good, tags: [{ key: 'a' }] }] }),
      { place: 'roles[0].tags[0].value', rule: { kind: 'required' } },
    ],
    [
      'with the same role twice',
      doc({ roles: [good, good] }),
      { place: 'roles[1].id', rule: { kind: 'taken', by: 'x' } },
    ],
    [
      'with the same name twice',
      doc({ roles: [good, { ...good, id: 'ffffffffffff' }] }),
      { place: 'roles[1].name', rule: { kind: 'taken' } },
    ],
    [
      'with an unknown theme',
      doc({ preferences: { theme: 'pink' } }),
      { place: 'preferences.theme', rule: { kind: 'one-of' } },
    ],
    [
      'with an invalid proxy',
      doc({ preferences: { proxy: 'socks5://x' } }),
      { place: 'preferences.proxy', rule: { kind: 'proxy' } },
    ],
    [
      'with preferences that are a list',
      doc({ preferences: [] }),
      { place: 'preferences', rule: { kind: 'json-type' } },
    ],
  ])(
    'from a document %s are refused as a whole, and the failure names the place of the error',
    async (_what, document, problem) => {
      const machine = new CoreMachine();
      const one = await machine.start();
      await one.add({ name: 'mine' });
      const before = machine.disk.settingsText;
      const result = await importInto(one, document);
      expect(result).toMatchObject({ ok: false, failure: { kind: 'document-unusable', problem } });
      expect(JSON.stringify(result)).not.toContain('secret-value');
      expect(machine.disk.settingsText).toBe(before);
    },
  );
  it.each(outOfRange)(
    'are refused if %s is %i, and the failure names the range',
    async (name, value) => {
      const app = await new CoreMachine().start();
      const problem = {
        place: `preferences.${name}`,
        rule: { kind: 'range', ...RANGES[name as keyof typeof RANGES] },
      };
      expect(await importInto(app, doc({ preferences: { [name]: value } }))).toMatchObject({
        failure: { kind: 'document-unusable', problem },
      });
    },
  );

  it('ignore fields that settings do not have, such as secrets', async () => {
    const machine = new CoreMachine();
    const one = await machine.start();
    const role = { ...good, aws_secret_access_key: 'secret-value', records: [{ kept: true }] };
    expect(await importInto(one, doc({ roles: [role], sessions: ['secret-value'] }))).toMatchObject(
      { ok: true },
    );
    expect(machine.disk.settingsText).not.toContain('secret-value');
    expect(one.app.state().roles[0]).toMatchObject({ kept: false, role: good });
  });
});
