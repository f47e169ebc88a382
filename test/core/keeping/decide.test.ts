import { describe, expect, it } from 'vitest';
import { decide, type Observation, sleepMs } from '../../../src/core/keeping/decide.ts';
import type { RoleToDecide } from '../../../src/core/keeping/decide-role.ts';
import type { Effect } from '../../../src/core/keeping/effect.ts';
import type { SessionRecord } from '../../../src/core/ports/records.ts';
import type { RoleOf } from '../../../src/core/roles/role.ts';
import type { ObservedSession } from '../../../src/core/sessions/observe.ts';
import {
  type Issued,
  type SessionEntry,
  SessionStore,
} from '../../../src/core/sessions/session-store.ts';
import { advance, type CredentialFacts, INACTIVE } from '../../../src/core/sessions/session.ts';

const HOUR = 3_600_000;
const now = 10 * HOUR;
const role: RoleOf<'assume-role'> = {
  id: 'aaaaaaaaaaaa',
  kind: 'assume-role',
  name: 'client',
  roleArn: 'arn:aws:iam::123456789012:role/client',
  sourceProfile: 'default',
  targetProfile: 'client',
  durationSeconds: 3600,
  roleSessionName: 'alice',
};
const roleId = role.id;
const facts: CredentialFacts = {
  accessKeyId: 'ASIA1',
  assumedAt: now - HOUR / 2,
  expiration: now + HOUR / 2,
  refreshAt: now + HOUR / 6,
};
const activeSession = advance(INACTIVE, { kind: 'obtain', facts, kept: true, at: now });
const network = { kind: 'network', host: 'sts.test', code: 'ECONNREFUSED' } as const;
const failing = advance(INACTIVE, { kind: 'fail', failure: network, retryAt: now });
const issued: Issued = {
  credentials: {
    accessKeyId: 'ASIA1',
    secretAccessKey: 'secret',
    sessionToken: 'token',
    expiration: facts.expiration,
  },
  assumedAt: facts.assumedAt,
  refreshAt: facts.refreshAt,
  digest: 'same',
  requestId: null,
  writtenAt: 0,
  rewrites: 0,
};
const entry: SessionEntry = {
  ...new SessionStore().entry(roleId),
  session: activeSession,
  kept: true,
  digest: 'same',
  lastUsedAt: facts.assumedAt,
};
const record: SessionRecord = {
  roleId,
  path: '/aws/credentials',
  targetProfile: 'client',
  kept: true,
  generation: 4,
  releasedAt: null,
  digest: 'same',
  failure: null,
  requestId: null,
  ...facts,
};
const released: SessionRecord = { ...record, accessKeyId: null, assumedAt: null, releasedAt: now };
const session = { ...facts };
const validState = { kind: 'valid', session, sameDigest: true, newer: false } as const;
const otherSession = { ...session, accessKeyId: 'ASIA2' };
const assume: Effect = { kind: 'assume', roleId };
const drop: Effect = { kind: 'drop', role };
const switchOff: Effect = { kind: 'removed', role, accessKeyId: 'ASIA1' };
const writeAgain = (rewrites: number, otherwise: readonly Effect[]): Effect => {
  return { kind: 'write-again', role, generation: 4, rewrites, otherwise };
};

/** A kept role that needs no action, with the changes of a test case. */
function roleSeen(changes: Partial<RoleToDecide>): Observation {
  const quiet = { role, digest: 'same', record, state: validState, entry, isUnderWay: false };
  const times = { now, monotonic: 60_000, missingSince: null };
  return { kind: 'role', ...quiet, ...times, isLocked: false, ...changes };
}

const inactiveEntry = { ...entry, session: INACTIVE };
const failedEntry = { ...entry, session: failing };
const notKept = { ...entry, kept: false };
const withIssuedKeys = { ...entry, issued };
const removed = { kind: 'removed' } as const;
const nothing = { kind: 'nothing' } as const;
const oldCopy = { kind: 'old-copy' } as const;
const missing = { kind: 'file-missing' } as const;
const adopt: readonly Effect[] = [
  { kind: 'obtain', role, session: otherSession },
  { kind: 'adopted', role, expiration: otherSession.expiration, isReported: true },
];

type Case = readonly [string, Partial<RoleToDecide>, readonly Effect[]];

const cases: readonly Case[] = [
  ['the session that we already have', {}, []],
  [
    'a role that is being assumed',
    { isUnderWay: true, state: removed },
    [{ kind: 'skip', roleId }],
  ],

  ['another session', { state: { ...validState, session: otherSession } }, adopt],
  [
    'another session that the record lacks',
    { state: { ...validState, session: otherSession, newer: true } },
    [{ kind: 'record', role, session: otherSession }, ...adopt],
  ],
  [
    'a session of another environment',
    { state: { ...validState, session: otherSession, sameDigest: false } },
    [
      { kind: 'other-environment', roleId, is: true },
      { kind: 'obtain', role, session: otherSession },
    ],
  ],
  [
    'a session of settings that have changed',
    { digest: 'new', state: { ...validState, sameDigest: false } },
    [
      { kind: 'copy-settings', roleId, digest: 'new', kept: true, lastUsedAt: facts.assumedAt },
      assume,
    ],
  ],
  [
    'a role that was switched on elsewhere',
    { entry: { ...notKept, session: INACTIVE }, state: nothing },
    [
      { kind: 'copy-settings', roleId, digest: 'same', kept: true, lastUsedAt: facts.assumedAt },
      assume,
    ],
  ],

  ['no session of a kept role', { entry: inactiveEntry, state: nothing }, [assume]],
  ['no session of a role that fails', { entry: failedEntry, state: nothing }, []],
  [
    'no session of a role that is off',
    {
      entry: { ...notKept, session: INACTIVE },
      record: { ...record, kept: false },
      state: nothing,
    },
    [],
  ],
  [
    'other credentials in the section of a role that has no session yet',
    { entry: inactiveEntry, state: { kind: 'foreign', holds: 'keys' } },
    [assume],
  ],
  [
    'a release that may belong to a change of the role',
    { record: released, state: nothing },
    [{ kind: 'reconcile-under-lock', roleId }],
  ],
  [
    'a role whose record is gone, which may be a removal',
    { record: null, state: nothing },
    [{ kind: 'reconcile-under-lock', roleId }],
  ],
  [
    'a release elsewhere, under the lock',
    { record: { ...released, kept: false }, state: nothing, isLocked: true },
    [{ kind: 'copy-settings', roleId, digest: 'same', kept: false, lastUsedAt: now }, drop],
  ],
  [
    'a role that failed and was switched off elsewhere',
    { entry: { ...failedEntry, kept: false }, record: { ...record, kept: false }, state: nothing },
    [drop],
  ],

  [
    'an old copy of a session that we have',
    { entry: withIssuedKeys, state: oldCopy },
    [writeAgain(0, [assume])],
  ],
  ['an old copy of a session that another process has', { state: oldCopy }, [assume]],
  [
    'an old copy after our session has expired',
    { entry: withIssuedKeys, state: oldCopy, now: facts.expiration },
    [assume],
  ],
  [
    'a released session that a program wrote back',
    { state: { kind: 'released' } },
    [{ kind: 'release-old-copy', role }, drop],
  ],
  [
    'a section that belongs to another role',
    { state: { kind: 'displaced' } },
    [{ kind: 'forget-session', roleId, accessKeyId: 'ASIA1' }, drop],
  ],
  ['no file while we hold a session', { state: missing }, []],
  ['no file and no session', { entry: inactiveEntry, state: missing }, [assume]],
  [
    'keys that another tool wrote',
    { state: { kind: 'taken', holds: 'keys' } },
    [{ kind: 'taken', role, holds: 'keys' }],
  ],

  [
    'missing keys, for the first time',
    { state: removed },
    [{ kind: 'await-removal', roleId, afterMs: 250 }],
  ],
  [
    'keys that have been missing for less than 250 ms',
    { state: removed, missingSince: 60_000 - 249 },
    [{ kind: 'await-removal', roleId, afterMs: 20 }],
  ],
  ['keys that have been missing for 250 ms', { state: removed, missingSince: 59_750 }, [switchOff]],
  [
    'keys that vanished soon after we wrote them',
    {
      entry: { ...entry, issued: { ...issued, writtenAt: 55_000, rewrites: 2 } },
      state: removed,
      missingSince: 59_750,
    },
    [writeAgain(3, [switchOff])],
  ],
  [
    'keys that vanished soon after we wrote them, for the fourth time',
    {
      entry: { ...entry, issued: { ...issued, writtenAt: 55_000, rewrites: 3 } },
      state: removed,
      missingSince: 59_750,
    },
    [switchOff],
  ],
  [
    'keys that vanished long after we wrote them',
    { entry: withIssuedKeys, state: removed, missingSince: 59_750 },
    [switchOff],
  ],

  [
    'a session in a section that the settings do not name',
    { record: { ...record, targetProfile: 'old' }, state: removed },
    [{ kind: 'reconcile-under-lock', roleId }],
  ],
  [
    'a session in a section that the settings do not name, under the lock of the role',
    { record: { ...record, targetProfile: 'old' }, state: removed, isLocked: true },
    [
      {
        kind: 'release-section',
        roleId,
        roleName: 'client',
        profile: 'old',
        then: [{ kind: 'end-session', roleId }, { kind: 'reconcile' }],
      },
    ],
  ],
];

describe('a decision about a role', () => {
  it.each(cases)('has the right effects for %s', (_title, changes, effects) => {
    expect(decide(roleSeen(changes))).toEqual(effects);
  });

  it('returns equal effects for equal input, and changes no input', () => {
    for (const [, changes] of cases) {
      const given = deepFrozen(roleSeen(changes));
      expect(decide(given)).toEqual(decide(given));
    }
  });
});

describe('a decision about a role in each state', () => {
  const states: readonly RoleToDecide['state'][] = [
    validState,
    { ...validState, session: otherSession, newer: true },
    { ...validState, sameDigest: false },
    nothing,
    { kind: 'foreign', holds: 'keys' },
    oldCopy,
    { kind: 'released' },
    { kind: 'displaced' },
    missing,
    removed,
    { kind: 'taken', holds: 'keys' },
  ];
  const moved = { ...record, targetProfile: 'old' };
  const records = [record, { ...record, kept: false }, released, moved, null];
  const entries = [
    entry,
    inactiveEntry,
    failedEntry,
    notKept,
    withIssuedKeys,
    { ...inactiveEntry, kept: false },
  ];
  const everything = states.flatMap((state) =>
    records.flatMap((found) =>
      entries.flatMap((here) =>
        [true, false].flatMap((isLocked) =>
          ['same', 'new'].map((digest): Partial<RoleToDecide> => {
            const missingSince = 0;
            return { state, record: found, entry: here, isLocked, digest, missingSince };
          }),
        ),
      ),
    ),
  );
  const kindsOf = (effects: readonly Effect[]): readonly string[] =>
    effects.flatMap((effect) => [
      effect.kind,
      ...('otherwise' in effect ? kindsOf(effect.otherwise) : []),
      ...('then' in effect ? kindsOf(effect.then) : []),
    ]);

  it('releases a section that only the record names, but only under the lock of the role', () => {
    for (const changes of everything) {
      const kinds = kindsOf(decide(roleSeen(changes)));
      if (kinds.includes('release-section')) expect(changes.isLocked).toBe(true);
      if (changes.record === moved && changes.isLocked !== true)
        expect(kinds).toEqual(['reconcile-under-lock']);
      if (changes.isLocked === true) expect(kinds).not.toContain('reconcile-under-lock');
    }
  });

  it('assumes only roles that are on, and does nothing to a role that is being assumed', () => {
    for (const changes of everything) {
      if (decide(roleSeen(changes)).some(({ kind }) => kind === 'assume'))
        expect(changes.record?.kept).toBe(true);
      expect(decide(roleSeen({ ...changes, isUnderWay: true }))).toEqual([
        { kind: 'skip', roleId },
      ]);
    }
  });
});

describe('a decision about unreadable files', () => {
  it.each([
    ['learns from the record that a role was switched off', { ...record, kept: false }, false],
    ['learns from a missing record that a role is off', null, false],
    ['changes nothing if the record says the same', record, null],
  ])('%s', (_, found, kept) => {
    const roles = [{ roleId, entry, isUnderWay: false, record: found }];
    const effects = decide({ kind: 'unreadable', roles });
    expect(effects.map((effect) => 'kept' in effect && effect.kept)).toEqual(
      kept === null ? [] : [kept],
    );
  });
});

describe('a decision about sections and sessions that may belong to no role', () => {
  const rest = (changes: Partial<Extract<Observation, { kind: 'rest' }>>) =>
    decide({
      kind: 'rest',
      sessions: [own],
      targets: new Map([[roleId, 'client']]),
      isComplete: true,
      marks: [{ profile: 'client', roleId }],
      ...changes,
    });
  const own: ObservedSession = { roleId, entry, isUnderWay: false };
  const stray = { profile: 'old', roleId };

  it.each([
    ['has no effects if each role has its section', {}, []],
    [
      'forgets a role that was removed, and checks its section',
      { targets: new Map<string, string>() },
      [
        { kind: 'forget-role', roleId },
        { kind: 'check-stray', roleId, profile: 'client' },
      ],
    ],
    [
      'checks a section that is not the target profile of its role',
      { marks: [stray] },
      [{ kind: 'check-stray', ...stray }],
    ],
    [
      'does nothing to sections if the settings could not be read',
      { marks: [stray], isComplete: false },
      [],
    ],
    [
      'does nothing to the section of a role that is being assumed',
      { marks: [stray], sessions: [{ ...own, isUnderWay: true }] },
      [],
    ],
  ])('%s', (_, changes, effects) => {
    expect(rest(changes)).toEqual(effects);
  });

  it.each([
    [
      'releases a section that is not the target profile of its role',
      { name: 'client', targetProfile: 'new' },
      true,
      1,
    ],
    ['releases a section whose role was removed', null, true, 1],
    [
      'keeps a section that is the target profile of its role',
      { name: 'client', targetProfile: 'old' },
      true,
      0,
    ],
    ['keeps a section if the settings could not be read', null, false, 0],
  ])('%s', (_, found, isComplete, count) => {
    const effects = decide({ kind: 'stray', ...stray, role: found, isComplete });
    expect(effects).toHaveLength(count);
    for (const effect of effects)
      expect(effect).toEqual({
        kind: 'release-section',
        roleId,
        roleName: found?.name ?? null,
        profile: 'old',
        then: [],
      });
  });
});

describe('a decision of the keeper about time', () => {
  const at = (
    time: number,
    changes: Partial<ObservedSession> = {},
    clock: 'trusted' | 'unknown' | 'jumped' = 'trusted',
  ) =>
    decide({
      kind: 'time',
      now: time,
      clock,
      sessions: [{ roleId, entry, isUnderWay: false, ...changes }],
    });
  const ask = { kind: 'ask-ahead', kept: new Set([roleId]) };
  const askNobody = { kind: 'ask-ahead', kept: new Set() };

  it.each([
    ['before the refresh is due', at(facts.refreshAt - 1), [ask]],
    ['when the refresh is due', at(facts.refreshAt), [ask, assume]],
    ['while the role is being assumed', at(facts.refreshAt, { isUnderWay: true }), [ask]],
    ['for a role that is not kept', at(facts.refreshAt, { entry: notKept }), [askNobody]],
    [
      'when a session expires',
      at(facts.expiration, { entry: notKept }),
      [askNobody, { kind: 'check-deadlines', roleId, at: facts.expiration }],
    ],
    ['before the clock of STS is known', at(now, {}, 'unknown'), [{ kind: 'measure-clock' }, ask]],
    ['after the wall clock jumped', at(now, {}, 'jumped'), [{ kind: 'start-over' }, ask]],
  ])('has the right effects %s', (_, effects, expected) => {
    expect(effects).toEqual(expected);
  });

  it.each<readonly [string, readonly Partial<ObservedSession>[], number | null]>([
    ['nothing to wait for', [], null],
    ['a role that is off', [{ entry: { ...notKept, session: INACTIVE } }], null],
    ['a deadline far away', [{}], 60_000],
    ['a deadline that has passed', [{ entry: { ...entry, session: failing } }], 20],
    ['a role that is being assumed', [{ isUnderWay: true }], 60_000],
  ])('limits how long the keeper sleeps, with %s', (_, changes, sleep) => {
    const sessions = changes.map((each) => ({ roleId, entry, isUnderWay: false, ...each }));
    expect(sleepMs(sessions, now)).toBe(sleep);
  });

  it.each([
    ['tries each kept role that fails', failedEntry, null, [assume]],
    ['tries a role whose kind of failure has ended', failedEntry, 'network', [assume]],
    ['skips a role that failed in another way', failedEntry, 'sign-in-needed', []],
    ['skips a role that does not fail', entry, null, []],
    ['skips a role that is not kept', { ...failedEntry, kept: false }, null, []],
  ] as const)('makes a retry that %s', (_, found, failedWith, effects) => {
    const sessions = [{ roleId, entry: found, isUnderWay: false }];
    expect(decide({ kind: 'retry', failedWith, sessions })).toEqual(effects);
    const underWay = [{ roleId, entry: found, isUnderWay: true }];
    expect(decide({ kind: 'retry', failedWith, sessions: underWay })).toEqual([]);
  });
});

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const each of Object.values(value)) deepFrozen(each);
  }
  return value;
}
