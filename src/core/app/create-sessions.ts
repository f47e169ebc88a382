import { fileProblem, type Problem } from '../contract/app-state.ts';
import type { CorePorts, CoreOptions } from './core-ports.ts';
import { ok } from '../result.ts';
import { emptySettings } from '../settings/settings.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import { inTheBackground } from './background.ts';
import { CallerCredentials } from '../assuming/caller/caller-credentials.ts';
import { ClockMeasuring } from '../keeping/clock-measuring.ts';
import { CorrectedClock } from '../sts/corrected-clock.ts';
import { GatheredWrites } from '../assuming/file/gathered-writes.ts';
import { CodeAnswers } from '../assuming/code-answers.ts';
import { createMfa } from '../mfa/mfa.ts';
import { Reconciliation } from '../keeping/reconciliation.ts';
import { Looks } from '../sessions/looks.ts';
import { FileEffects } from '../keeping/file-effects.ts';
import { OldSections } from '../keeping/old-sections.ts';
import { Refreshing } from '../keeping/refreshing.ts';
import { SessionEffects } from '../keeping/session-effects.ts';
import { RefreshScheduler } from '../keeping/refresh-scheduler.ts';
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
  const unwatch: (() => void)[] = [];

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
  const refresh = new Refreshing(assuming, run);
  const measuring = new ClockMeasuring({ clock, book, calls, readSnapshot: read });
  const scheduler = new RefreshScheduler({
    clock,
    sessions: book,
    assuming,
    mfa,
    measuring,
    refresh,
  });
  const looks = new Looks(read, clock, ports.locks);
  looks.onRead((snapshot) => {
    // Chains that cannot be read do not show which devices they need.
    if (snapshot.ok && looks.failures.length === 0)
      mfa.stored.forgetUnneeded(snapshot.value, (roleId) => isKept(book.entry(roleId)));
    changes.call();
  });
  const reconciliation = new Reconciliation(inBackground, {
    looks,
    sessions: book,
    effects: new SessionEffects(store.path, {
      sessions: book,
      records,
      release,
      events,
      outcomes,
      clock,
    }),
    files: new FileEffects({ store, release, writer, sessions: book, events, clock }),
    oldSections: new OldSections({ store, release, events, looks }),
    refresh,
  });
  scheduler.onJump(() => {
    run(afterJump());
  });

  assuming.onSettled((roleId) => {
    if (inBackground) scheduler.plan();
    // A look that came while the role was being assumed had to skip it.
    if (reconciliation.skipped(roleId)) run(look());
  });
  if (inBackground) {
    clock.onCorrected(() => {
      run(look().then(() => retryFailing()));
    });
    book.onChange(() => {
      scheduler.plan();
    });
  }

  async function afterJump(): Promise<void> {
    await measuring.measureNow();
    await look();
    retryFailing();
  }

  /** Tries at once what waits for a changed file, or for a time that was planned by a wrong clock. */
  function retryFailing(roleIds = book.failing()): void {
    for (const roleId of roleIds) if (!assuming.isUnderWay(roleId)) refresh.role(roleId);
  }

  async function look(): Promise<void> {
    await reconciliation.look();
    if (inBackground) scheduler.look();
  }

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
      if (released.ok && inBackground) run(look());
      return released;
    },
    keepHere: (roleId) => {
      book.set(roleId, { keptHere: true });
      book.step(roleId, { step: 'keep', kept: true });
      refresh.role(roleId);
    },
    readSnapshot: read,
    look,
    signedIn: () => {
      if (inBackground) run(look().then(() => retryFailing(book.failing('sign-in-needed'))));
    },
    fileProblems: (): readonly Problem[] => [
      ...looks.failures.flatMap(fileProblem),
      ...(writes.writtenInPlace && looks.settings?.preferences.writeInPlace !== true
        ? [{ kind: 'written-in-place', file: store.path } as const]
        : []),
    ],
    isOffline: () => !calls.reached,
    start: async () => {
      await reconciliation.look();
      if (looks.settings === null) {
        const snapshot = await read();
        if (!snapshot.ok) return snapshot;
      }
      if (!inBackground) return ok(null);
      const changed = () => run(look());
      const sourceChanged = () => run(look().then(() => retryFailing()));
      unwatch.push(settings.watch(changed), records.watch(changed));
      unwatch.push(store.watch(sourceChanged), ports.config.watch(sourceChanged));
      scheduler.look();
      return ok(null);
    },
    wake: (reason) => {
      if (reason === 'resume' || reason === 'network') calls.reset();
      if (reason === 'resume') clock.distrust();
      run(afterJump());
    },
    stop: async () => {
      scheduler.stop();
      reconciliation.stop();
      for (const stopWatching of unwatch) stopWatching();
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
