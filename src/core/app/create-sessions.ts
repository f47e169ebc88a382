import { fileProblem, type Problem } from '../contract/app-state.ts';
import type { CorePorts, CoreOptions } from './core-ports.ts';
import { ok } from '../result.ts';
import { emptySettings } from '../settings/settings.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import { inTheBackground } from './background.ts';
import { CallerCredentials } from '../assuming/caller/caller-credentials.ts';
import type { Attendance } from './attendance.ts';
import { SingleLook } from './single-look.ts';
import { Keeper } from '../keeping/keeper.ts';
import { Runner } from '../keeping/runner.ts';
import { ClockMeasuring } from '../keeping/clock-measuring.ts';
import { CorrectedClock } from '../sts/corrected-clock.ts';
import { GatheredWrites } from '../assuming/file/gathered-writes.ts';
import { CodeAnswers } from '../assuming/code-answers.ts';
import { createMfa } from '../mfa/mfa.ts';
import { Looks } from '../sessions/looks.ts';
import { FileEffects } from '../keeping/file-effects.ts';
import { SessionEffects } from '../keeping/session-effects.ts';
import { AssumeRole } from '../assuming/assume-role.ts';
import { Assuming } from '../assuming/assuming.ts';
import { HopSessions } from '../assuming/caller/hop-sessions.ts';
import { LeafCredentials } from '../assuming/caller/leaf-credentials.ts';
import { SessionWriter } from '../assuming/file/session-writer.ts';
import { Freshness } from '../assuming/freshness.ts';
import { Outcomes } from '../assuming/outcomes.ts';
import { Retrying } from '../assuming/retrying.ts';
import { RoleSwitch } from '../assuming/role-switch.ts';
import { SessionIssuer } from '../assuming/session-issuer.ts';
import { SessionTimes } from '../sessions/session-times.ts';
import { RoleRelease } from '../assuming/file/release.ts';
import { isHeld } from '../sessions/session.ts';
import { Listeners } from '../listeners.ts';
import { SessionEvents } from '../sessions/session-events.ts';
import { isKept, SessionStore } from '../sessions/session-store.ts';
import { StsCalls } from '../sts/sts-calls.ts';
import { withNothingSwitchedOn } from './with-nothing-switched-on.ts';
import { timedReader } from './timed-reader.ts';
import type { Sessions } from './sessions.ts';
import { snapshotReader } from '../snapshot/aws-snapshot.ts';

export function createSessions(
  ports: CorePorts,
  options: CoreOptions,
  settings: SettingsFile,
): Sessions {
  const inBackground = options.refresh !== 'nothing';
  const { store, records } = ports;

  const changes = new Listeners();
  const clock = new CorrectedClock(ports.clock, ports.shared);
  const events = new SessionEvents(clock, settings);
  const calls = new StsCalls(ports.sts, clock);
  const writes = new GatheredWrites(store, clock);
  const release = new RoleRelease(records, clock);
  const book = new SessionStore();
  book.onChange(() => {
    changes.call();
  });

  const reader = snapshotReader({
    settings,
    config: ports.config,
    store,
    records: options.refresh === 'on-request' ? withNothingSwitchedOn(records) : records,
    hash: ports.hash,
    env: options.env,
  });
  const read = timedReader(reader, clock);
  const run = inTheBackground(ports.log);

  const { source, secrets, hash, shared } = ports;
  const mfa = createMfa(
    { source, secrets, hash, shared, inBackground: run },
    calls,
    clock,
    settings,
  );
  mfa.onChange(() => {
    changes.call();
  });
  const { requests } = mfa;
  const times = new SessionTimes(clock, ports.random);
  const writer = new SessionWriter({
    gathered: writes,
    records,
    release,
    sessions: book,
    events,
    clock,
  });
  const callers = new CallerCredentials({
    leaf: new LeafCredentials({ source: ports.source, mfa, sessions: book, clock }),
    hops: new HopSessions(clock),
    mfa,
    sessions: book,
    clock,
    hash: ports.hash,
  });
  const pipeline = new AssumeRole({
    locks: ports.locks,
    readSnapshot: read,
    freshness: new Freshness(clock, times, calls),
    issuer: new SessionIssuer({ callers, sts: mfa.sts, writer, times }),
    writer,
    sessions: book,
  });
  const outcomes = new Outcomes(store.path, {
    sessions: book,
    records,
    events,
    requests,
    times,
    clock,
  });
  const assuming = new Assuming({
    pipeline,
    outcomes,
    mfaProcess: mfa.process,
    sessions: book,
    readSnapshot: read,
    clock,
  });
  const attempts = inBackground ? assuming : new Retrying(assuming, times, clock);
  const roleSwitch = new RoleSwitch({
    store,
    records,
    release,
    sessions: book,
    events,
    requests,
  });
  const looks = new Looks(read, clock, ports.locks);
  looks.onRead((snapshot) => {
    // Chains that cannot be read do not show which devices they need.
    if (snapshot.ok && looks.failures.length === 0)
      mfa.stored.forgetUnneeded(snapshot.value, (roleId) => isKept(book.entry(roleId)));
    changes.call();
  });
  const effects = new SessionEffects(store.path, {
    sessions: book,
    records,
    release,
    events,
    outcomes,
    clock,
  });
  const runner = new Runner({
    session: effects,
    files: new FileEffects({ store, release, writer, sessions: book, events, clock }),
    assuming,
    mfa,
    measuring: new ClockMeasuring({ clock, sessions: book, calls, readSnapshot: read }),
    inBackground: run,
  });
  const watches = { facts: [settings, records], sources: [store, ports.config] };
  const attendance: Attendance = inBackground
    ? new Keeper(watches, { looks, sessions: book, assuming, runner, clock })
    : new SingleLook({ looks, sessions: book, assuming, effects, inBackground: run });

  return {
    onChange: (changed) => changes.add(changed),
    events,
    book,
    assuming,
    attempts,
    roleSwitch,
    callers,
    calls,
    release,
    mfa,
    codes: new CodeAnswers({ mfa, attempts, once: assuming, clock }),
    clock,
    settings: () => looks.settings ?? emptySettings(),
    mfaRequests: () => mfa.requests.all(),
    releaseRole: async (role) => {
      const released = await roleSwitch.off(role);
      if (released.ok && inBackground) run(attendance.look());
      return released;
    },
    keepHere: (roleId) => {
      attendance.keepHere(roleId);
    },
    readSnapshot: read,
    look: () => attendance.look(),
    signedIn: () => {
      attendance.signedIn();
    },
    fileProblems: (): readonly Problem[] => [
      ...looks.failures.flatMap(fileProblem),
      ...(writes.writtenInPlace && looks.settings?.preferences.writeInPlace !== true
        ? [{ kind: 'written-in-place', file: store.path } as const]
        : []),
    ],
    isOffline: () => !calls.reached,
    start: async () => {
      await attendance.start();
      const snapshot = looks.settings === null ? await read() : ok(null);
      if (snapshot.ok) return ok(null);
      attendance.stop();
      return snapshot;
    },
    wake: (reason) => {
      if (reason === 'resume' || reason === 'network') calls.reset();
      if (reason === 'resume') clock.distrust();
      attendance.back();
    },
    stop: async () => {
      attendance.stop();
      await writes.idle();
      const known = looks.settings;
      if (!inBackground || known?.preferences.releaseAtQuit !== true) return;
      await mfa.stored.forgetAll();
      for (const role of known.roles.filter(({ id }) => isHeld(book.session(id)))) {
        const released = await release.release(role, store, 'as-before');
        if (released.ok && released.value) events.emit('released', role);
      }
    },
  };
}
