import { EnteredCodes } from '../assuming/entered-codes.ts';
import { createAssuming } from '../assuming/create-assuming.ts';
import { Retrying } from '../assuming/retrying.ts';
import type { AwayReason } from '../away-reason.ts';
import { fileProblem, type Problem } from '../contract/app-state.ts';
import type { WakeReason } from '../contract/app.ts';
import { Listeners } from '../listeners.ts';
import { createMfa } from '../mfa/mfa.ts';
import { ok } from '../result.ts';
import { LatestSnapshot } from '../sessions/latest-snapshot.ts';
import { SessionEvents } from '../sessions/session-events.ts';
import { isKept, SessionStore } from '../sessions/session-store.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import { emptySettings } from '../settings/settings.ts';
import { snapshotReader } from '../snapshot/snapshot-reader.ts';
import { CorrectedClock } from '../sts/corrected-clock.ts';
import { StsCalls } from '../sts/sts-calls.ts';
import { Absence } from './absence.ts';
import { inTheBackground } from './background.ts';
import type { CoreOptions, CorePorts } from './core-ports.ts';
import { createHandling } from './create-handling.ts';
import type { Sessions } from './sessions.ts';
import { RolePauses } from './role-pauses.ts';
import { readerWithStsClock } from './reader-with-sts-clock.ts';
import { WantedSessions } from './wanted-sessions.ts';
import { withNothingSwitchedOn } from './with-nothing-switched-on.ts';

export function createSessions(
  ports: CorePorts,
  options: CoreOptions,
  settings: SettingsFile,
): Sessions {
  const isLongRunning = options.refresh !== 'nothing';
  const { store, records, config, locks, source, secrets, hash, shared } = ports;
  const { path } = store;

  const clock = new CorrectedClock(ports.clock, shared);
  const events = new SessionEvents(clock, settings);
  const calls = new StsCalls(ports.sts, clock);
  const sessions = new SessionStore();
  const known = options.refresh === 'on-request' ? withNothingSwitchedOn(records) : records;
  const reader = snapshotReader({
    settings,
    config,
    store,
    records: known,
    hash,
    env: options.env,
  });
  const readSnapshot = readerWithStsClock(reader, clock);
  const inBackground = inTheBackground(ports.log);
  const mfa = createMfa({ source, secrets, hash, shared, inBackground }, calls, clock, settings);
  const isAway = (): boolean => absence.currentReason() !== null;
  const context = { clock, calls, events, sessions, mfa, readSnapshot };
  const created = createAssuming(ports, context);
  const { assuming, roleSwitch, callers, times } = created;
  const { release, writer, writes } = created.file;

  const changes = new Listeners();
  const onChange = () => changes.call();
  sessions.onChange(onChange);
  mfa.onChange(onChange);
  const latest = new LatestSnapshot(readSnapshot, clock, locks);
  latest.onRead((snapshot) => {
    // If the settings or the AWS files cannot be read, it is unknown which MFA devices roles use,
    // so no MFA session is forgotten.
    if (snapshot.ok && latest.failures.length === 0)
      mfa.stored.forgetUnneeded(
        snapshot.value,
        (roleId) => isKept(sessions.entry(roleId)) || records.get(roleId, path)?.kept === true,
      );
    onChange();
  });

  const watches = { facts: [settings, records], sources: [store, config, secrets] };
  const handling = createHandling(ports, context, created, {
    watches: isLongRunning ? watches : null,
    latest,
    inBackground,
    isAway,
  });
  const attempts = isLongRunning ? assuming : new Retrying(assuming, times, clock);

  const absence: Absence = new Absence({
    settings: () => latest.settings,
    file: path,
    handling,
    pauses: new RolePauses({ sessions, roleSwitch, mfa: mfa.sessions }),
    others: () => ports.keeping.absences(),
    clock,
    inBackground,
  });
  absence.onChange(onChange);

  function fileProblems(): readonly Problem[] {
    const isUnexpected =
      writes.writtenInPlace && latest.settings?.preferences.writeInPlace !== true;
    return [
      ...latest.failures.flatMap(fileProblem),
      ...absence.problems,
      ...(isUnexpected ? [{ kind: 'written-in-place', file: path } as const] : []),
    ];
  }

  return {
    shown: {
      sessions,
      clock,
      settings: () => latest.settings ?? emptySettings(),
      mfaRequests: () => mfa.requests.forPersons(),
      fileProblems,
      isOffline: () => !calls.reached,
      areRead: () => latest.showsSessions,
    },
    files: { readSnapshot, reconcile: () => handling.reconcile() },
    wanted: new WantedSessions({ roleSwitch, sessions, attempts, handling, clock, absence }),
    calling: { assuming, callers, calls, mfa, clock },
    codes: new EnteredCodes({ mfa, attempts, once: assuming, clock }),
    release,
    running: {
      events,
      absence,
      onChange: (listener) => changes.add(listener),
      start: async () => {
        await handling.start();
        const snapshot = latest.settings === null ? await readSnapshot() : ok(null);
        if (snapshot.ok) return ok(null);
        handling.stop();
        return snapshot;
      },
      onSignIn: () => handling.onSignIn(),
      wake: (reason) => {
        if (reason === 'resume' || reason === 'network') calls.reset();
        if (reason === 'resume') clock.ignoreMeasurements();
        inBackground(absence.back(REASONS_ENDED_BY[reason]));
        handling.onWake();
      },
      stop: async () => {
        handling.stop();
        await writer.idle();
        if (options.refresh === 'switched-on') await absence.quit();
      },
    },
  };
}

/**
 * The reasons for an absence that each wake reason ends. `unlock` and `active` end all of them,
 * because the person is then at the computer.
 */
const REASONS_ENDED_BY = {
  resume: ['suspend'],
  unlock: ['lock', 'idle', 'suspend'],
  active: ['lock', 'idle', 'suspend'],
  network: [],
  'config-changed': [],
} as const satisfies Record<WakeReason, readonly AwayReason[]>;
