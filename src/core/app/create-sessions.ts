import { fileProblem, type Problem } from '../contract/app-state.ts';
import type { CorePorts, CoreOptions } from './core-ports.ts';
import { ok } from '../result.ts';
import { emptySettings, type Settings } from '../settings/settings.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import { inTheBackground } from './background.ts';
import { CallerCredentials } from '../assuming/caller/caller-credentials.ts';
import { ClockMeasuring } from '../keeping/clock-measuring.ts';
import { CorrectedClock } from '../sts/corrected-clock.ts';
import { GatheredWrites } from '../assuming/file/gathered-writes.ts';
import { createMfa, type Mfa } from '../mfa/mfa.ts';
import { Reconciliation } from '../keeping/reconciliation.ts';
import { RefreshScheduler } from '../keeping/refresh-scheduler.ts';
import { RoleAssumption } from '../assuming/role-assumption.ts';
import { RoleRelease } from '../assuming/file/release.ts';
import { isHeld } from '../sessions/session.ts';
import { Listeners } from '../listeners.ts';
import { SessionEvents } from '../sessions/session-events.ts';
import { isKept, SessionStore } from '../sessions/session-store.ts';
import { SessionService } from '../assuming/session-service.ts';
import { StsCalls } from '../sts/sts-calls.ts';
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
  let known: Settings | null = null;
  let fileProblems: readonly Problem[] = [];
  let inPlace = false;
  const unwatch: (() => void)[] = [];

  const changes = new Listeners();
  const clock = new CorrectedClock(ports.clock, ports.shared);
  const events = new SessionEvents(clock);
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
    records,
    hash: ports.hash,
    env: options.env,
  });
  const read = timedReader(reader, clock);
  const nameOf = (roleId: string) => known?.roles.find(({ id }) => id === roleId)?.name ?? roleId;
  const run = inTheBackground(ports.log);

  const mfa: Mfa = createMfa({
    clock,
    hash: ports.hash,
    shared: ports.shared,
    secrets: ports.secrets,
    inBackground: run,
    source: ports.source,
    calls,
    isKept: (roleId) => isKept(book.entry(roleId)),
    sessionSeconds: () => known?.preferences.mfaSessionSeconds ?? 43_200,
    assume: (roleId) => service.assumeWithCode(roleId),
    assumeOnce: (roleId) => service.assumeOnce(roleId),
    changed: () => {
      changes.call();
    },
  });
  const callers: CallerCredentials = new CallerCredentials({
    source: ports.source,
    calls: mfa.ageing,
    clock,
    hash: ports.hash,
    mfa: mfa.sessions,
    mfaRequests: mfa.requests,
    book,
    refreshParent: (roleId, how) => service.refreshParent(roleId, how),
    readSnapshot: read,
  });
  const assumption: RoleAssumption = new RoleAssumption({
    locks: ports.locks,
    store,
    records,
    random: ports.random,
    clock,
    calls,
    ageingMfa: mfa.ageing,
    callers,
    writes,
    book,
    readSnapshot: read,
    events,
    displaced: (roleId, targetProfile) => {
      release.displaced(roleId, store.path);
      book.set(roleId, { kept: false, keptHere: false, issued: null });
      book.step(roleId, { step: 'drop' });
      events.emit('released', { id: roleId, name: nameOf(roleId), targetProfile });
    },
    writtenInPlace: () => void (inPlace = true),
  });
  const service: SessionService = new SessionService({
    clock,
    random: ports.random,
    store,
    records,
    book,
    mfaRequests: mfa.requests,
    codeByProcess: (requestId) => mfa.service.byProcess(requestId),
    assumption,
    events,
    nameOf,
    settled: (roleId) => {
      if (inBackground) scheduler.plan();
      // What was to be seen of this role had to wait for its flight.
      if (reconciliation.skipped(roleId)) run(look());
    },
    oneShot: !inBackground,
  });
  const refresh = (roleId: string) => {
    run(service.refresh(roleId));
  };
  const scheduler: RefreshScheduler = new RefreshScheduler({
    clock,
    book,
    isUnderWay: (roleId) => service.isUnderWay(roleId),
    refresh,
    clockJumped: () => {
      run(afterJump());
    },
    lookAtMfa: () => {
      mfa.service.look();
    },
    measureClock: () => {
      run(
        measuring.measure().then(() => {
          scheduler.plan();
        }),
      );
    },
  });
  const reconciliation: Reconciliation = new Reconciliation({
    clock,
    book,
    store,
    records,
    writes,
    assumption,
    release,
    readSnapshot: read,
    looked: (snapshot) => {
      if (snapshot.ok) known = snapshot.value.reading.settings;
      const failures = snapshot.ok ? snapshot.value.brokenFiles() : [snapshot.failure];
      // Chains that cannot be read say nothing of the devices that they need.
      if (snapshot.ok && failures.length === 0) {
        mfa.stored.forgetUnneeded(snapshot.value, (roleId) => isKept(book.entry(roleId)));
      }
      fileProblems = [
        ...failures.flatMap(fileProblem),
        ...(inPlace ? [{ kind: 'written-in-place', file: store.path } as const] : []),
      ];
      changes.call();
    },
    isUnderWay: (roleId) => service.isUnderWay(roleId),
    refresh,
    fail: (roleId, failure) => {
      service.fail(roleId, failure);
    },
    served: (roleId) => mfa.requests.assumed(roleId),
    events,
    acts: inBackground,
  });
  const measuring = new ClockMeasuring({
    clock,
    book,
    assumption,
    readSnapshot: read,
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

  /** What waits for a change of the snapshot, or for a time planned on a clock that was wrong, is tried at once. */
  function retryFailing(roleIds = book.failing()): void {
    for (const roleId of roleIds) if (!service.isUnderWay(roleId)) refresh(roleId);
  }

  async function look(): Promise<void> {
    await reconciliation.look();
    if (inBackground) scheduler.look();
  }

  return {
    onChange: (changed) => changes.add(changed),
    events,
    book,
    service,
    callers,
    calls,
    release,
    mfa: mfa.service,
    clock,
    settings: () => known ?? emptySettings(),
    mfaRequests: () => mfa.requests.all(),
    releaseRole: async (role) => {
      mfa.requests.forget(role.id);
      const wasOn = book.isOn(role.id);
      const released = await release.release(role, store, 'off');
      if (!released.ok) return released;
      // If the watched file showed the release before this continues, the activity log has it already.
      if (!wasOn || book.isOn(role.id)) events.emit('released', role);
      book.set(role.id, { kept: false, keptHere: false, issued: null, toldFailure: null });
      book.step(role.id, { step: 'drop' });
      if (inBackground) run(look());
      return released;
    },
    keepHere: (roleId) => {
      book.set(roleId, { keptHere: true });
      book.step(roleId, { step: 'keep', kept: true });
      refresh(roleId);
    },
    readSnapshot: read,
    look,
    signedIn: () => {
      if (inBackground) run(look().then(() => retryFailing(book.failing('sign-in-needed'))));
    },
    fileProblems: () => fileProblems,
    isOffline: () => !calls.reached,
    start: async () => {
      await reconciliation.look();
      if (known === null) {
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
      for (const stopWatching of unwatch) stopWatching();
      await writes.idle();
      if (!inBackground || known?.preferences.releaseAtQuit !== true) return;
      await mfa.stored.forgetAll();
      for (const role of known.roles.filter(({ id }) => isHeld(book.session(id)))) {
        const released = await release.release(role, store, 'as-before');
        if (released.ok && released.value) events.emit('released', role);
      }
    },
  };
}
