import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import {
  type Cli,
  cliHome,
  defaultSection,
  plainRole,
  startStsWithAlice,
} from '../support/cli-harness.ts';

const otherSection =
  '[work]\naws_access_key_id = AKIAMINE000000000001\naws_secret_access_key = mine/secret\n';
const newerSection =
  '[work]\naws_access_key_id = AKIAMINE000000000002\naws_secret_access_key = new/secret\n';

interface Entry {
  readonly event: string;
  readonly role: string;
}

let sts: EmbeddedSts;
let cli: Cli;
beforeEach(async () => {
  sts = await startStsWithAlice();
  cli = cliHome(sts, `${defaultSection}\n${otherSection}`);
});
afterEach(async () => {
  cli.dispose();
  await sts.close();
});

const add = (name: string, profile: string) =>
  cli.ok(['role', 'add', name, '--role-arn', plainRole.roleArn, '--profile', profile]);

const addAndAssume = async (name: string, profile: string): Promise<void> => {
  await add(name, profile);
  await cli.ok(['assume', name, '--take-over']);
};

async function exportSettings(): Promise<string> {
  const document = (await cli.ok(['settings', 'export'])).stdout;
  const file = join(cli.folder, 'exported.json');
  writeFileSync(file, document.replace('"durationSeconds": 3600', '"durationSeconds": 1800'));
  return file;
}

async function idOfFileBackup(): Promise<string> {
  return /^original-\S+/m.exec((await cli.ok(['restore', '--list'])).stdout)?.[0] ?? '';
}

interface Case {
  readonly what: string;
  readonly before: () => Promise<unknown>;
  readonly args: readonly string[] | (() => Promise<readonly string[]>);
  readonly says: readonly string[];
  /** Entries that the command adds to the activity, newest first. */
  readonly logs: readonly (readonly [event: string, name: string])[];
}

const cases: readonly Case[] = [
  {
    what: 'assume --take-over, which replaces keys of another tool',
    before: () => add('client', 'work'),
    args: ['assume', 'client', '--take-over'],
    says: [
      'client: the profile work had other keys. They were copied to the backups and replaced.',
    ],
    logs: [
      ['assumed', 'client'],
      ['taken-over', 'client'],
    ],
  },
  {
    what: 'assume, if another role has a session in the profile',
    before: async () => {
      await addAndAssume('first', 'shared');
      await add('second', 'shared');
    },
    args: ['assume', 'second'],
    says: ['first: its keys were removed from the profile shared.'],
    logs: [
      ['assumed', 'second'],
      ['released', 'first'],
    ],
  },
  {
    what: 'credentials, if another role has a session in the profile',
    before: async () => {
      await addAndAssume('first', 'shared');
      await add('second', 'shared');
    },
    args: ['credentials', 'second'],
    says: ['first: its keys were removed from the profile shared.'],
    logs: [
      ['assumed', 'second'],
      ['released', 'first'],
    ],
  },
  {
    what: 'settings import that ends a session',
    before: () => addAndAssume('client', 'target'),
    args: async () => ['settings', 'import', await exportSettings()],
    says: ['client: its keys were removed from the profile target.'],
    logs: [['released', 'client']],
  },
  {
    what: 'role set that ends a session',
    before: () => addAndAssume('client', 'target'),
    args: ['role', 'set', 'client', '--duration', '1800'],
    says: ['client: its keys were removed from the profile target.'],
    logs: [['released', 'client']],
  },
  {
    what: 'role set to another profile',
    before: () => addAndAssume('client', 'target'),
    args: ['role', 'set', 'client', '--profile', 'elsewhere'],
    says: ['client: its keys were moved to the profile elsewhere.'],
    logs: [['moved', 'client']],
  },
  {
    what: 'role remove',
    before: () => addAndAssume('client', 'target'),
    args: ['role', 'remove', 'client'],
    says: ['client: its keys were removed from the profile target.'],
    logs: [['released', 'client']],
  },
  {
    what: 'release',
    before: () => addAndAssume('client', 'target'),
    args: ['release', 'client'],
    says: ['Released client: its keys were removed from the profile target.'],
    logs: [['released', 'client']],
  },
  {
    what: 'restore of a profile that has the session of a role',
    before: () => addAndAssume('client', 'work'),
    args: ['restore', 'work'],
    says: [
      'client: its keys were removed from the profile work.',
      'Restored the profile work as of ',
    ],
    logs: [
      ['restored', 'client'],
      ['released', 'client'],
    ],
  },
  {
    what: 'restore of a profile that now has keys of another tool',
    before: async () => {
      await addAndAssume('client', 'work');
      await cli.ok(['release', 'client']);
      writeFileSync(cli.credentialsFile, `${defaultSection}\n${newerSection}`);
    },
    args: ['restore', 'work', '--yes'],
    says: ['Restored the profile work as of ', 'The replaced keys have a backup.'],
    logs: [['restored', 'client']],
  },
  {
    what: 'restore of the whole file',
    before: async () => {
      await addAndAssume('client', 'target');
      writeFileSync(cli.credentialsFile, cli.credentials().replace(otherSection, newerSection));
    },
    args: async () => ['restore', '--file', await idOfFileBackup(), '--yes'],
    says: [' as of ', 'Sections changed: work', 'a role uses them: target'],
    logs: [['restored', 'FILE']],
  },
  {
    what: 'restore --purge',
    before: () => addAndAssume('client', 'target'),
    args: ['restore', '--purge', '--yes'],
    says: ['original-', 'Deleted 1 backup.'],
    logs: [['backups-deleted', 'FILE']],
  },
];

describe('a command that removes, moves or replaces keys', () => {
  const log = async (): Promise<readonly Entry[]> =>
    (JSON.parse((await cli.ok(['activity', '--json'])).stdout) as { activity: Entry[] }).activity;

  it.each(cases)(
    'prints what it changed, and adds that to the activity: $what',
    async ({ before, args, says, logs }) => {
      await before();
      const known = (await log()).length;
      const { stdout, stderr } = await cli.ok(typeof args === 'function' ? await args() : args);
      for (const line of says) expect(stdout + stderr).toContain(line);
      const entries = await log();
      const added = entries.slice(0, entries.length - known);
      expect(added.map(({ event, role }) => [event, role])).toEqual(
        logs.map(([event, name]) => [event, name === 'FILE' ? cli.credentialsFile : name]),
      );
    },
  );
});
