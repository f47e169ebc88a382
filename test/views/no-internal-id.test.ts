import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepLine, keepReport } from '../../src/cli/output/keep-lines.ts';
import { sessionJson } from '../../src/cli/output/session-json.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import type { AppState } from '../../src/core/contract/app-state.ts';
import type { Failure } from '../../src/core/failure.ts';
import type { Result } from '../../src/core/result.ts';
import { activityPage } from '../../src/views/activity/activity-page.ts';
import { failureText, problemText, remedyLine } from '../../src/views/failure-text.ts';
import { noticesOf } from '../../src/views/notices/notices.ts';
import { RoleCards } from '../../src/views/panel/role-cards.ts';
import { rolesPage } from '../../src/views/panel/roles-page.ts';
import { trayView } from '../../src/views/tray/tray-view.ts';
import { de } from '../../src/views/words/de.ts';
import { en } from '../../src/views/words/en.ts';
import type { Words } from '../../src/views/words/words.ts';
import { CoreMachine, type CoreProcess, HOUR, MINUTE } from '../support/core-harness.ts';
import { runs } from '../support/credentials-texts.ts';

/** What two processes and other programs do to the roles of one Rolekeeper folder. */
const actions = [
  'add',
  'keep',
  'rename',
  'move',
  'remove',
  'request a removed role',
  'delete the section',
  'put other keys into the section',
  'copy a section',
  'let AWS deny access',
  'let AWS allow access',
  'wait',
  'restart',
] as const;

const OTHER_KEYS = 'aws_access_key_id = AKIAOTHER00000000001\naws_secret_access_key = other\n';

/** Fields that no view displays: IDs, React keys, and the actions of clicks. */
const NOT_DISPLAYED = [
  'id',
  'key',
  'roleId',
  'roleIds',
  'action',
  'click',
  'switchClick',
  'requestId',
];

/** Returns every text that a view displays. */
function textsIn(view: unknown): readonly string[] {
  const texts: string[] = [];
  JSON.stringify(view, (key, value: unknown) => {
    if (NOT_DISPLAYED.includes(key) || key.endsWith('Click')) return undefined;
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  return texts;
}

const time = (at: number): string => new Date(at).toISOString();
const formatFor = (roleName: string | null) => ({
  roleName,
  field: String,
  time,
  moment: time,
});

function failureTexts(failure: Failure, words: Words): readonly string[] {
  const text = failureText(words, failure, formatFor(null));
  return [text.title, text.detail, remedyLine(text) ?? ''];
}

async function textsOf(process: CoreProcess, before: AppState, now: number) {
  const terminal = { now: () => now, platform: 'linux' } as Terminal;
  const state = process.app.state();
  const listed = await process.value(process.app.api.activity.list({ limit: 1000 }));
  const ofTerminal = [
    ...process.events.flatMap((event) => [keepLine(terminal, event), keepReport(terminal, event)]),
    ...state.roles.map((view) => JSON.stringify(sessionJson(terminal, view, view.failure, state))),
  ];
  const ofWords = [en, de].flatMap((words) => {
    const surface = { words, formatTime: time };
    const times = { day: time, time, moment: time };
    const page = {
      words,
      now,
      formatFor,
      query: '',
      mark: null,
      limit: 40,
      surface: 'application' as const,
      cards: new RoleCards(),
    };
    return [
      noticesOf(before, state, surface).shown,
      trayView(state, { ...surface, now, platform: 'linux', maxLines: 20 }),
      rolesPage(state, page),
      activityPage(listed, {
        words,
        now,
        times,
        query: '',
        roleId: null,
        roleName: null,
        limit: 1000,
      }),
      state.problems.map((problem) => problemText(words, problem, formatFor(null))),
    ];
  });
  return [...ofTerminal, ...textsIn(ofWords)];
}

describe('displayed text', () => {
  it('has no internal ID of a role in any state', { timeout: 60_000 }, async () => {
    const action = fc.tuple(fc.constantFrom(...actions), fc.nat(5));
    const sequence = fc.array(action, { minLength: 4, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(sequence, async (all) => {
        const machine = new CoreMachine();
        let keeper = await machine.start();
        const command = await machine.start('nothing');
        const ids: string[] = [];
        const failures: Failure[] = [];
        const answerOf = async <T>(request: Promise<Result<T>>): Promise<T | null> => {
          const result = await command.done(request);
          if (!result.ok) failures.push(result.failure);
          return result.ok ? result.value : null;
        };
        const { api } = command.app;
        const roleAt = (at: number) => command.app.state().roles[at]?.role;
        for (const [kind, at] of [['add', 0] as const, ['keep', 0] as const, ...all]) {
          const before = keeper.app.state();
          const role = roleAt(at) ?? roleAt(0);
          const roleId = role?.id ?? ids.at(-1) ?? '';
          const profile = role?.targetProfile ?? '';
          if (kind === 'add') {
            const name = `role-${ids.length}`;
            const roleArn = `arn:aws:iam::123456789012:role/${name}`;
            const added = await answerOf(api.role.add({ role: { name, roleArn } }));
            if (added !== null) ids.push(added.role.id);
          } else if (kind === 'keep') {
            await answerOf(api.session.assume({ roleId, keep: true, takeOver: false }));
          } else if (kind === 'rename') {
            await answerOf(api.role.set({ roleId, changes: { name: `new-${ids.length}-${at}` } }));
          } else if (kind === 'move') {
            await answerOf(api.role.set({ roleId, changes: { targetProfile: `moved-${at}` } }));
          } else if (kind === 'remove') {
            await answerOf(api.role.remove({ roleId }));
          } else if (kind === 'request a removed role') {
            for (const gone of [...ids, '0123456789ab']) {
              if (command.app.state().roles.some(({ role: { id } }) => id === gone)) continue;
              await answerOf(api.session.assume({ roleId: gone, keep: false, takeOver: false }));
              await answerOf(api.session.release({ roleId: gone }));
              await answerOf(api.role.putBack({ roleId: gone }));
            }
          } else if (kind === 'delete the section') {
            machine.write((machine.text() ?? '').replace(sectionOf(profile), ''));
          } else if (kind === 'put other keys into the section') {
            const section = `[${profile}]\n${OTHER_KEYS}`;
            machine.write((machine.text() ?? '').replace(sectionOf(profile), section));
          } else if (kind === 'copy a section') {
            const text = machine.text() ?? '';
            const [section = ''] = sectionOf(profile).exec(text) ?? [];
            const copy = section.replace(`[${profile}]`, `[copy-${ids.length}-${at}]`);
            if (!text.includes(copy.split('\n')[0] ?? '')) machine.write(`${text}\n${copy}`);
          } else if (kind === 'restart') {
            keeper.kill();
            keeper = await machine.start();
          } else {
            if (kind === 'let AWS deny access')
              machine.sts.trouble = () => ({ code: 'AccessDenied', status: 403 });
            if (kind === 'let AWS allow access') machine.sts.trouble = () => null;
            await machine.clock.advance(kind === 'wait' ? HOUR : MINUTE);
          }
          await machine.clock.advance(2000);
          const shown = [
            ...(await textsOf(keeper, before, machine.clock.now())),
            ...(await textsOf(command, before, machine.clock.now())),
            ...failures.flatMap((failure) => [en, de].flatMap((w) => failureTexts(failure, w))),
          ].join('\n');
          for (const id of [...ids, '0123456789ab']) expect(shown).not.toContain(id);
        }
        keeper.kill();
        command.kill();
      }),
      { numRuns: runs(40) },
    );
  });
});

function sectionOf(profile: string): RegExp {
  return new RegExp(`\\[${profile}\\]\\n[^[]*`);
}
