import { sessionSigner } from '../assuming/caller/session-signer.ts';
import type { Api, Released } from '../contract/api.ts';
import { backupRequests } from './backup-requests.ts';
import { ConsentGate } from './consent/consent-gate.ts';
import { preferenceRequests } from './preference-requests.ts';
import type { CoreOptions, CorePorts } from './core-ports.ts';
import type { Journal } from './journal.ts';
import { runDoctor } from './doctor/run-doctor.ts';
import { failed, ok, type Result } from '../result.ts';
import type { SessionFact } from '../sessions/session-fact.ts';
import { accessDocuments, iamCallerOf } from '../roles/access/access.ts';
import { RoleImport } from './editing/role-import.ts';
import { onlyArranges } from '../roles/role-draft.ts';
import { sourceProfiles } from '../roles/sources/source-profiles.ts';
import { RoleService } from './editing/role-service.ts';
import type { Role } from '../roles/role.ts';
import type { SignIns } from './sign-ins.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import type { Sessions } from './sessions.ts';
import { moveSession } from '../assuming/file/move-session.ts';
import { SettingsTransfer } from './editing/settings-transfer.ts';
import { RoleTrials } from '../assuming/trial/role-trials.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';

export interface ApiParts {
  readonly ports: CorePorts;
  readonly options: CoreOptions;
  readonly settings: SettingsFile;
  readonly sessions: Sessions;
  readonly signIns: SignIns;
  readonly journal: Journal;
}

/** Every request of every surface, each answered by the one service that it belongs to. */
export function createApi({ ports, options, settings, sessions, signIns, journal }: ApiParts): Api {
  const consent = new ConsentGate(ports.consent);
  /** Reuses a fresh session, else assumes the role. */
  const ensure = (roleId: string) =>
    sessions.attempts.assume(roleId, { force: false, takeOver: null });
  const roles = new RoleService({
    settings,
    consent,
    readSnapshot: () => sessions.readSnapshot(),
    store: ports.store,
    storeAt: ports.storeAt,
    records: ports.records,
    locks: ports.locks,
    release: sessions.release,
    random: ports.random,
    env: options.env,
    sessionName: options.sessionName,
    tell: (event, role) => sessions.events.emit(event, role),
    forget: (roleId) => sessions.book.forget(roleId),
    move: (from, to, store, region) => moveSession(from, to, store, ports.records, region),
    changed: () => sessions.look(),
  });

  const imports = new RoleImport({
    settings,
    consent,
    readSnapshot: () => sessions.readSnapshot(),
    configPath: ports.config.path,
    newId: () => ports.random.hex(6),
    sessionName: options.sessionName,
    changed: () => sessions.look(),
  });

  const transfer = new SettingsTransfer({
    settings,
    consent,
    readSnapshot: () => sessions.readSnapshot(),
    sessionName: options.sessionName,
    paths: ports.paths,
    replace: (replaced, write) => roles.replace(replaced, write),
    changed: async (replaced) => {
      await sessions.look();
      const kept = replaced.filter(({ id }) => sessions.book.entry(id).kept);
      await Promise.all(kept.map(({ id }) => ensure(id)));
    },
  });
  const { callers, calls, mfa, clock } = sessions;
  const trials = new RoleTrials({ callers, calls, mfa, clock });

  /** A person wants a session now. `keep` switches the role on, even if this attempt fails. */
  function assume(
    roleId: string,
    { keep, takeOver }: { readonly keep: boolean; readonly takeOver: string | null },
  ): Promise<Result<SessionFact>> {
    if (keep) sessions.roleSwitch.on(roleId);
    sessions.book.clicked(roleId, clock.now(), takeOver);
    return sessions.attempts.assume(roleId, { force: true, takeOver });
  }

  /** Answers for a role that the settings know now, whoever wrote them. */
  async function withRole<T>(
    roleId: string,
    work: (role: Role, snapshot: AwsSnapshot) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const snapshot = await sessions.readSnapshot();
    if (!snapshot.ok) return snapshot;
    const role = snapshot.value.knownRole(roleId);
    return role.ok ? work(role.value, snapshot.value) : role;
  }

  /** Where the answer looks at everything anew by itself: a role that was known at the last look is not looked up again. */
  function withKnownRole<T>(roleId: string, work: () => Promise<Result<T>>): Promise<Result<T>> {
    return sessions.settings().roles.some(({ id }) => id === roleId)
      ? work()
      : withRole(roleId, work);
  }

  return {
    role: {
      add: ({ role }) => roles.add(role),
      set: async ({ roleId, changes }) => {
        const saved = await roles.set(roleId, changes);
        if (!saved.ok || onlyArranges(changes) || !sessions.book.entry(roleId).kept) return saved;
        // A kept role has its new session at once; where that fails, its session says so.
        await ensure(roleId);
        return saved;
      },
      remove: ({ roleId }) => roles.remove(roleId),
      putBack: async ({ roleId }) => {
        const back = await roles.putBack(roleId);
        if (!back.ok) return back;
        const { saved, stood } = back.value;
        // Where that fails, its session says so.
        if (stood !== 'off') await assume(roleId, { keep: stood === 'kept', takeOver: null });
        return ok(saved);
      },
      preview: ({ role, roleId }) => roles.preview(role, roleId),
      test: async ({ role: draft, roleId, code }) => {
        if (code !== null && !/^\d{6}$/.test(code))
          return failed({ kind: 'field-invalid', field: 'mfaCode', rule: { rule: 'six-digits' } });
        const proposed = await roles.proposed(draft, roleId);
        if (!proposed.ok) return proposed;
        const refusal = await roles.endpointRefusal(
          proposed.value.role,
          roleId,
          proposed.value.snapshot,
        );
        if (refusal !== null) return refusal;
        // Under an id of its own: what is asked and held for the saved role stays as it is.
        const role: Role = { ...proposed.value.role, id: ports.random.hex(6) };
        return ok(await trials.run(role, proposed.value.snapshot.withRole(role, roleId), code));
      },
      sources: async () => {
        const snapshot = await sessions.readSnapshot();
        return snapshot.ok
          ? ok(sourceProfiles(snapshot.value.profiles, snapshot.value.roles))
          : snapshot;
      },
      importable: () => imports.importable(),
      import: ({ profiles, withSourceMfa }) => imports.import(profiles, withSourceMfa),
    },
    session: {
      assume: ({ roleId, keep, takeOver }) =>
        takeOver
          ? withRole(roleId, async (role, snapshot) => {
              const allowed = await allowedTakeOver(role, snapshot, ports.store.path, consent);
              return allowed.ok ? assume(roleId, { keep, takeOver: allowed.value }) : allowed;
            })
          : withKnownRole(roleId, () => assume(roleId, { keep, takeOver: null })),
      ensure: ({ roleId }) => withKnownRole(roleId, () => ensure(roleId)),
      release: ({ roleId }) => withRole(roleId, (role) => releaseRole(role, ports, sessions)),
      keepHere: ({ roleId }) =>
        withRole(roleId, async () => {
          sessions.keepHere(roleId);
          return ok(null);
        }),
    },
    mfa: {
      submit: ({ requestId, code }) => sessions.codes.submit(requestId, code),
      snooze: ({ requestId }) => Promise.resolve(sessions.codes.snooze(requestId)),
    },
    signIn: {
      begin: ({ profile, device }) => signIns.begin(profile, device),
      cancel: ({ requestId }) => Promise.resolve(signIns.cancel(requestId)),
    },
    access: {
      documents: ({ roleId, identify }) =>
        withRole(roleId, async (role, snapshot) => {
          const signer = identify
            ? await sessions.callers.identitySignerFor(role, snapshot, sessions.assuming)
            : null;
          const caller = signer?.ok === true ? await sessions.calls.identify(signer.value) : null;
          return ok(accessDocuments(role, caller?.ok === true ? caller.value : null));
        }),
      identify: async ({ profile }) => {
        const snapshot = await sessions.readSnapshot();
        if (!snapshot.ok) return snapshot;
        const signer = await sessions.callers.leafSigner(profile, snapshot.value);
        if (!signer.ok) return signer;
        const identity = await sessions.calls.identifyNow(signer.value);
        if (!identity.ok) return identity;
        const { kind } = iamCallerOf(identity.value);
        return ok({ identity: identity.value, kind, profile: signer.value.profile });
      },
      whoami: ({ roleId, code }) =>
        withRole(roleId, async (role, snapshot) => {
          const { credentials, mark, owned, expiration } = snapshot.section(role.targetProfile);
          const isOn = owned && mark?.roleId === roleId && (expiration ?? 0) > clock.now();
          if (isOn && credentials !== null)
            return calls.identifyNow(sessionSigner(role, credentials, snapshot));
          return trials.identify(role, snapshot, code);
        }),
    },
    backups: backupRequests(ports, sessions, consent),
    activity: { list: (wanted) => Promise.resolve(ok(journal.list(wanted))) },
    preferences: preferenceRequests(ports, settings, sessions, consent),
    settings: {
      export: () => transfer.export(),
      import: (wanted) => transfer.import(wanted),
    },
    doctor: {
      run: (request) => runDoctor({ ports, sessions, settings, env: options.env }, request),
    },
  };
}

async function releaseRole(
  role: Role,
  ports: CorePorts,
  sessions: Sessions,
): Promise<Result<Released>> {
  const released = await sessions.releaseRole(role);
  if (!released.ok) return released;
  const backups = await ports.backups.list();
  const copied = ({
    kind,
    path,
    profile,
  }: {
    kind: string;
    path: string;
    profile: string | null;
  }) => kind === 'section' && path === ports.store.path && profile === role.targetProfile;
  const alsoIn = ports.records
    .all()
    .filter(
      ({ roleId, path, accessKeyId }) =>
        roleId === role.id && path !== ports.store.path && accessKeyId !== null,
    )
    .map(({ path }) => path);
  return ok({ roleId: role.id, alsoIn, restorable: backups.ok && backups.value.some(copied) });
}

/** The profile that a person allows to be taken over; null if it holds nothing of others. */
async function allowedTakeOver(
  role: Role,
  snapshot: AwsSnapshot,
  file: string,
  consent: ConsentGate,
): Promise<Result<string | null>> {
  const profile = role.targetProfile;
  const held = snapshot.foreign(profile);
  const [holds] = held;
  // A role_arn hides our keys: that profile cannot be taken over at all.
  const isOurs =
    holds === undefined || held.includes('role_arn') || snapshot.section(profile).owned;
  if (isOurs) return ok(null);
  const question = { kind: 'take-over', roleName: role.name, profile, file, holds } as const;
  return (await consent.refusal(question)) ?? ok(profile);
}
