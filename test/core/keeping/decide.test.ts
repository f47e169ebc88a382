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
const switchOff: Effect = { kind: 'switch-off', role, accessKeyId: 'ASIA1' };
const writeAgain = (rewrites: number, otherwise: readonly Effect[]): Effect => {
  return { kind: 'write-again', role, generation: 4, rewrites, otherwise };
};

/** A role that is on and needs no action, with the changes of a test case. */
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

/**
 * In the titles, the record is what `state.db` stores about the role (`SessionRecord`), and the
 * section is that of the role's target profile.
 */
const cases: readonly Case[] = [
  ['is to do nothing if the section has the session that this process has', {}, []],
  [
    'is to skip the role while it is being assumed',
    { isUnderWay: true, state: removed },
    [{ kind: 'skip', roleId }],
  ],

  [
    'is to adopt a session that another process wrote into the section',
    { state: { ...validState, session: otherSession } },
    adopt,
  ],
  [
    'is to record and adopt a newer session that another process wrote without a record',
    { state: { ...validState, session: otherSession, newer: true } },
    [{ kind: 'record', role, session: otherSession }, ...adopt],
  ],
  [
    'is to use a session that was assumed with other environment variables, and to report this',
    { state: { ...validState, session: otherSession, sameDigest: false } },
    [
      { kind: 'other-environment', roleId, is: true },
      { kind: 'obtain', role, session: otherSession },
    ],
  ],
  [
    'is to assume the role if its settings have changed since its session was assumed',
    { digest: 'new', state: { ...validState, sameDigest: false } },
    [
      { kind: 'copy-settings', roleId, digest: 'new', kept: true, lastUsedAt: facts.assumedAt },
      assume,
    ],
  ],
  [
    'is to assume a role that another process switched on',
    { entry: { ...notKept, session: INACTIVE }, state: nothing },
    [
      { kind: 'copy-settings', roleId, digest: 'same', kept: true, lastUsedAt: facts.assumedAt },
      assume,
    ],
  ],

  [
    'is to assume a role that is on and has no session',
    { entry: inactiveEntry, state: nothing },
    [assume],
  ],
  [
    'is to wait if the role has no session and has failed',
    { entry: failedEntry, state: nothing },
    [],
  ],
  [
    'is to do nothing if the role has no session and is off',
    {
      entry: { ...notKept, session: INACTIVE },
      record: { ...record, kept: false },
      state: nothing,
    },
    [],
  ],
  [
    'is to try to assume a role without a session even if its section has keys of another tool; the attempt then reports these keys',
    { entry: inactiveEntry, state: { kind: 'foreign', holds: 'keys' } },
    [assume],
  ],
  [
    'is to lock the role and read again if the record says that the session was released',
    { record: released, state: nothing },
    [{ kind: 'reconcile-under-lock', roleId }],
  ],
  [
    'is to lock the role and read again if the role has a session but no record',
    { record: null, state: nothing },
    [{ kind: 'reconcile-under-lock', roleId }],
  ],
  [
    'is to end the session, under the lock, if the record says that the session was released',
    { record: { ...released, kept: false }, state: nothing, isLocked: true },
    [{ kind: 'copy-settings', roleId, digest: 'same', kept: false, lastUsedAt: now }, drop],
  ],
  [
    'is to stop the attempts for a failed role that another process switched off',
    { entry: { ...failedEntry, kept: false }, record: { ...record, kept: false }, state: nothing },
    [drop],
  ],

  [
    'is to write the session again if the section has an older one',
    { entry: withIssuedKeys, state: oldCopy },
    [writeAgain(0, [assume])],
  ],
  [
    'is to assume the role if the section has an old session, and this process has no newer keys',
    { state: oldCopy },
    [assume],
  ],
  [
    'is to assume the role if the section has an old session, and the newer keys of this process have expired',
    { entry: withIssuedKeys, state: oldCopy, now: facts.expiration },
    [assume],
  ],
  [
    'is to remove a released session that a program wrote back',
    { state: { kind: 'released' } },
    [{ kind: 'release-old-copy', role }, drop],
  ],
  [
    'is to forget the session if the section now belongs to another role',
    { state: { kind: 'displaced' } },
    [{ kind: 'forget-session', roleId, accessKeyId: 'ASIA1' }, drop],
  ],
  [
    'is to do nothing if the credentials file is missing and the role has a session in memory',
    { state: missing },
    [],
  ],
  [
    'is to assume the role if the credentials file is missing and the role has no session',
    { entry: inactiveEntry, state: missing },
    [assume],
  ],
  [
    'is to show that another tool wrote keys into the section',
    { state: { kind: 'taken', holds: 'keys' } },
    [{ kind: 'taken', role, holds: 'keys' }],
  ],

  [
    'is to read again after 250 ms if keys are missing for the first time',
    { state: removed },
    [{ kind: 'await-removal', roleId, afterMs: 250 }],
  ],
  [
    'is to read again after 20 ms if keys have been missing for 249 ms',
    { state: removed, missingSince: 60_000 - 249 },
    [{ kind: 'await-removal', roleId, afterMs: 20 }],
  ],
  [
    'is to switch the role off if keys have been missing for 250 ms',
    { state: removed, missingSince: 59_750 },
    [switchOff],
  ],
  [
    'is to write keys again that vanished within 10 s after a write',
    {
      entry: { ...entry, issued: { ...issued, writtenAt: 55_000, rewrites: 2 } },
      state: removed,
      missingSince: 59_750,
    },
    [writeAgain(3, [switchOff])],
  ],
  [
    'is to switch the role off if keys vanished for the fourth time within 10 s after a write',
    {
      entry: { ...entry, issued: { ...issued, writtenAt: 55_000, rewrites: 3 } },
      state: removed,
      missingSince: 59_750,
    },
    [switchOff],
  ],
  [
    'is to switch the role off if keys vanished 60 s after a write',
    { entry: withIssuedKeys, state: removed, missingSince: 59_750 },
    [switchOff],
  ],

  [
    'is to lock the role and read again if the record names another section than the settings',
    { record: { ...record, targetProfile: 'old' }, state: removed },
    [{ kind: 'reconcile-under-lock', roleId }],
  ],
  [
    'is to release, under the lock, the section that the record names if the settings name another section',
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

describe('the decision about a role', () => {
  it.each(cases)('%s', (_title, changes, effects) => {
    expect(decide(roleSeen(changes))).toEqual(effects);
  });

  it('has equal effects for equal input, and changes no input', () => {
    for (const [, changes] of cases) {
      const given = deepFrozen(roleSeen(changes));
      expect(decide(given)).toEqual(decide(given));
    }
  });
});

describe('each decision about a role', () => {
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

  it('releases the section of an old target profile only under the lock of the role', () => {
    for (const changes of everything) {
      const kinds = kindsOf(decide(roleSeen(changes)));
      if (kinds.includes('release-section')) expect(changes.isLocked).toBe(true);
      if (changes.record === moved && changes.isLocked !== true)
        expect(kinds).toEqual(['reconcile-under-lock']);
      if (changes.isLocked === true) expect(kinds).not.toContain('reconcile-under-lock');
    }
  });

  it('assumes the role only if its record says that it is on, and skips a role that is being assumed', () => {
    for (const changes of everything) {
      if (decide(roleSeen(changes)).some(({ kind }) => kind === 'assume'))
        expect(changes.record?.kept).toBe(true);
      expect(decide(roleSeen({ ...changes, isUnderWay: true }))).toEqual([
        { kind: 'skip', roleId },
      ]);
    }
  });
});

describe('the decision if a file is unreadable', () => {
  it.each([
    ['is to show a role as off if the record says so', { ...record, kept: false }, false],
    ['is to show a role as off if it has no record', null, false],
    ['is to change nothing if the record and this process agree', record, null],
  ])('%s', (_, found, kept) => {
    const roles = [{ roleId, entry, isUnderWay: false, record: found }];
    const effects = decide({ kind: 'unreadable', roles });
    expect(effects.map((effect) => 'kept' in effect && effect.kept)).toEqual(
      kept === null ? [] : [kept],
    );
  });
});

describe('the decision about sections that may belong to no role', () => {
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
    ['is to do nothing if each section is the target profile of its role', {}, []],
    [
      'is to forget a removed role, and to check its section under the lock',
      { targets: new Map<string, string>() },
      [
        { kind: 'forget-role', roleId },
        { kind: 'check-stray', roleId, profile: 'client' },
      ],
    ],
    [
      'is to check a section under the lock if it is not the target profile of its role',
      { marks: [stray] },
      [{ kind: 'check-stray', ...stray }],
    ],
    [
      'is to do nothing to sections if the settings could not be read completely',
      { marks: [stray], isComplete: false },
      [],
    ],
    [
      'is to do nothing to a section whose role is being assumed',
      { marks: [stray], sessions: [{ ...own, isUnderWay: true }] },
      [],
    ],
  ])('%s', (_, changes, effects) => {
    expect(rest(changes)).toEqual(effects);
  });

  it.each([
    [
      'is to release a section that is not the target profile of its role',
      { name: 'client', targetProfile: 'new' },
      true,
      1,
    ],
    ['is to release a section whose role was removed', null, true, 1],
    [
      'is to keep a section that is the target profile of its role',
      { name: 'client', targetProfile: 'old' },
      true,
      0,
    ],
    [
      'is to keep a section whose role is missing if the settings could not be read completely',
      null,
      false,
      0,
    ],
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

describe('the decision at a point in time', () => {
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
    [
      'is only to request MFA codes for the roles that are on, before a refresh is due',
      at(facts.refreshAt - 1),
      [ask],
    ],
    ['is to assume a role whose refresh is due', at(facts.refreshAt), [ask, assume]],
    [
      'is not to assume a role again that is being assumed',
      at(facts.refreshAt, { isUnderWay: true }),
      [ask],
    ],
    [
      'is not to assume a role that is off, and to request no MFA code for it',
      at(facts.refreshAt, { entry: notKept }),
      [askNobody],
    ],
    [
      'is to check a session at its expiration',
      at(facts.expiration, { entry: notKept }),
      [askNobody, { kind: 'check-deadlines', roleId, at: facts.expiration }],
    ],
    [
      'is to measure the clock of STS if it is unknown',
      at(now, {}, 'unknown'),
      [{ kind: 'measure-clock' }, ask],
    ],
    [
      'is to measure the clock of STS and check everything after the wall clock jumped',
      at(now, {}, 'jumped'),
      [{ kind: 'start-over' }, ask],
    ],
  ])('%s', (_, effects, expected) => {
    expect(effects).toEqual(expected);
  });
});

describe('the time until the next check', () => {
  const sleepWith = (changes: readonly Partial<ObservedSession>[]): number | null =>
    sleepMs(
      changes.map((each) => ({ roleId, entry, isUnderWay: false, ...each })),
      now,
    );

  it('has no limit if there is no role, or no role is on', () => {
    expect(sleepWith([])).toBeNull();
    expect(sleepWith([{ entry: { ...notKept, session: INACTIVE } }])).toBeNull();
  });

  it.each([
    [60_000, 'a role has its next deadline in 10 min', {}],
    [20, 'a deadline has passed', { entry: { ...entry, session: failing } }],
    [60_000, 'a role is being assumed', { isUnderWay: true }],
  ])('is %i ms if %s', (sleep, _, changes) => {
    expect(sleepWith([changes])).toBe(sleep);
  });
});

describe('a retry', () => {
  it.each([
    ['of all failures assumes a role that is on and failed', failedEntry, null, [assume]],
    [
      'after the end of an outage assumes a role with a network failure',
      failedEntry,
      'network',
      [assume],
    ],
    ['after a sign-in skips a role with a network failure', failedEntry, 'sign-in-needed', []],
    ['skips a role that did not fail', entry, null, []],
    ['skips a role that is off', { ...failedEntry, kept: false }, null, []],
  ] as const)('%s, and skips a role that is being assumed', (_, found, failedWith, effects) => {
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
