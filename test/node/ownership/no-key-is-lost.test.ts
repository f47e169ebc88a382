import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { App } from '../../../src/core/contract/app.ts';
import { AppHomes } from '../../support/app-homes.ts';
import { runs } from '../../support/credentials-texts.ts';

const PROFILES = ['a', 'b'] as const;
const COMMANDS = [
  ...(['assume', 'take-over', 'release', 'set', 'remove', 'restore', 'restore-file'] as const),
  ...(['move', 'import', 'orphan'] as const),
  ...(['purge', 'clean-up', 'foreign-edit', 'take-over', 'take-over', 'purge', 'release'] as const),
];
const HOMES = ['one', 'other'] as const;

/** A section of a user or another tool. `mark` says which `x_rolekeeper` line it has. */
const sections = fc.record({
  profile: fc.constantFrom(...PROFILES),
  id: fc.constantFrom('AKIA', 'ASIA', 'marked', 'none'),
  token: fc.boolean(),
  staleToken: fc.boolean(),
  mark: fc.constantFrom('none', 'forged', 'copied', 'garbage'),
});

interface Section {
  readonly profile: (typeof PROFILES)[number];
  readonly id: 'AKIA' | 'ASIA' | 'marked' | 'none';
  readonly token: boolean;
  readonly staleToken: boolean;
  readonly mark: 'none' | 'forged' | 'copied' | 'garbage';
}

const commands = fc.record({
  home: fc.constantFrom(...HOMES),
  profile: fc.constantFrom(...PROFILES),
  command: fc.constantFrom(...COMMANDS),
  section: sections,
});

interface Command {
  readonly home: (typeof HOMES)[number];
  readonly command: (typeof COMMANDS)[number];
  readonly profile: (typeof PROFILES)[number];
  readonly section: Section;
}

/** Makes unique secrets that Rolekeeper did not write, and remembers them. */
class OtherSecrets {
  readonly secrets = new Set<string>();
  #count = 0;

  section({ profile, id, token, staleToken, mark }: Section, text: string): string {
    this.#count += 1;
    const secret = (kind: string): string => {
      const value = `${kind}OTHERS${String(this.#count).padStart(8, '0')}`;
      this.secrets.add(value);
      return value;
    };
    const present = /^x_rolekeeper = .*$/m.exec(text)?.[0] ?? null;
    const marked = present?.split(' ')[3] ?? 'ASIAMARKED';
    const keyId = id === 'marked' ? marked : id === 'none' ? null : secret(id);
    const forged = `x_rolekeeper = abcdef012345 ${keyId ?? marked} 1 00000000 s`;
    const marks = { none: null, forged, copied: present, garbage: 'x_rolekeeper = mine' };
    const lines = [
      `[${profile}]`,
      ...(keyId === null ? [] : [`aws_access_key_id = ${keyId}`]),
      `aws_secret_access_key = ${secret('secret')}`,
      ...(token ? [`aws_session_token = ${secret('token')}`] : []),
      ...(staleToken ? [`aws_security_token = ${secret('stale')}`] : []),
      ...(marks[mark] === null ? [] : [marks[mark]]),
    ];
    return `${lines.join('\n')}\n`;
  }
}

/** Replaces a section as a user or a tool does, unless it contains secrets of `others`. */
function editAsOthers(homes: AppHomes, others: OtherSecrets, section: Section): void {
  const text = homes.text();
  const parts = text.split(/^(?=\[)/m);
  const at = parts.findIndex((part) => part.startsWith(`[${section.profile}]`));
  const isOthers = [...others.secrets].some((secret) => parts[at]?.includes(secret) === true);
  if (isOthers) return;
  const made = others.section(section, text);
  homes.write((at === -1 ? [...parts, '\n', made] : parts.with(at, made)).join(''));
}

async function run(app: App, { command, profile }: Command): Promise<void> {
  const { api } = app;
  const roleId =
    app.state().roles.find(({ role }) => role.name === profile)?.role.id ?? '000000000000';
  switch (command) {
    case 'assume':
    case 'take-over':
      await api.session.assume({ roleId, keep: true, takeOver: command === 'take-over' });
      return;
    case 'release':
      await api.session.release({ roleId });
      return;
    case 'set':
      await api.role.set({ roleId, changes: { durationSeconds: 1800 } });
      return;
    case 'remove':
      await api.role.remove({ roleId });
      return;
    case 'move':
      await api.role.set({ roleId, changes: { targetProfile: profile === 'a' ? 'b' : 'a' } });
      return;
    case 'import': {
      const exported = await api.settings.export({});
      const present = exported.ok ? exported.value.document : '';
      const document = present.replace('"durationSeconds": 3600', '"durationSeconds": 900');
      await api.settings.import({ document, dryRun: false });
      return;
    }
    case 'restore':
      await api.backups.restoreSection({ profile });
      return;
    case 'restore-file': {
      const list = await api.backups.list({});
      const whole = list.ok ? list.value.find((backup) => backup.profile === null) : undefined;
      if (whole !== undefined) await api.backups.restoreFile({ backupId: whole.id, dryRun: false });
      return;
    }
    case 'purge':
      await api.backups.purge({ dryRun: false });
      return;
    case 'clean-up':
    case 'orphan':
    case 'foreign-edit':
      return;
  }
}

/**
 * Returns sequences that random choice rarely gives: another tool writes keys after the first
 * backup, and then Rolekeeper changes the section.
 */
function rareSequences(): [Section[], Command[]][] {
  const section: Section = {
    profile: 'a',
    id: 'AKIA',
    token: false,
    staleToken: false,
    mark: 'none',
  };
  const copied: Section = { ...section, id: 'marked', token: true, mark: 'copied' };
  const sequence = (edit: Section, ...names: Command['command'][]): Command[] =>
    names.map((command) => ({ home: 'one', profile: 'a', command, section: edit }));
  const start: Section[] = [section, { ...section, profile: 'b' }];
  return [
    [start, sequence(section, 'take-over', 'foreign-edit', 'restore-file', 'purge')],
    [start, sequence(section, 'take-over', 'release', 'foreign-edit', 'restore', 'purge')],
    [start, sequence(section, 'take-over', 'foreign-edit', 'take-over', 'orphan', 'purge')],
    [start, sequence(copied, 'take-over', 'foreign-edit', 'release', 'purge')],
  ];
}

/** Returns the text of the credentials file and of every backup. */
function textOfAllFiles(homes: AppHomes): string {
  const folders = HOMES.map((name) => join(homes.home(name), 'backups')).filter((folder) =>
    existsSync(folder),
  );
  const copies = folders.flatMap((folder) =>
    readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8')),
  );
  return [homes.text(), ...copies].join('\n');
}

it('no key that Rolekeeper did not write is lost, in any file, by any sequence of commands', async () => {
  const homes = await AppHomes.start();
  let n = 0;
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sections, { minLength: 2, maxLength: 4 }),
        fc.array(commands, { minLength: 5, maxLength: 12 }),
        async (start, sequence) => {
          n += 1;
          const others = new OtherSecrets();
          const base = `[default]\naws_access_key_id = AKIAALICE00000000001\naws_secret_access_key = alice/secret+key/0000000000000000000001\n`;
          homes.write(base);
          for (const section of start) editAsOthers(homes, others, section);
          homes.useNewHomes(String(n));
          for (const name of HOMES) {
            for (const profile of PROFILES) await homes.add(name, profile);
          }
          for (const command of sequence) {
            if (command.command === 'foreign-edit') editAsOthers(homes, others, command.section);
            if (command.command === 'orphan')
              rmSync(join(homes.home(command.home), 'settings.json'), { force: true });
            const acts = command.command === 'clean-up' || command.command === 'orphan';
            const refresh = acts ? 'switched-on' : 'nothing';
            await homes.with(command.home, (app) => run(app, command), refresh);
            const all = textOfAllFiles(homes);
            const lost = [...others.secrets].filter((secret) => !all.includes(secret));
            expect(lost, JSON.stringify(command)).toEqual([]);
          }
        },
      ),
      { numRuns: runs(15), examples: rareSequences() },
    );
  } finally {
    await homes.dispose();
  }
});
