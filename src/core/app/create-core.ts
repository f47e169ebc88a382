import type { Action } from '../contract/action.ts';
import { createApi } from './create-api.ts';
import type { LoginItem, Problem, ServedRole } from '../contract/app-state.ts';
import type { App } from '../contract/app.ts';
import type { Failure } from '../failure.ts';
import { answerOrFailure } from '../failure-thrown.ts';
import { answeringFailures } from './answering-failures.ts';
import { appStateOf, secretsProblem } from './app-state-of.ts';
import type { CoreOptions, CorePorts } from './core-ports.ts';
import type { SessionFact } from '../sessions/session-fact.ts';
import { ok, type Result } from '../result.ts';
import { SettingsFile } from '../settings/settings-file.ts';
import { createSessions } from './create-sessions.ts';
import { consolePage } from './console-page.ts';
import { secretsIn } from './role-secrets.ts';
import { SignIns } from './sign-ins.ts';
import { Discoveries } from './discovery/discoveries.ts';
import { Journal } from './journal.ts';
import { Keepers } from './keepers.ts';
import { StatePublisher } from './state-publisher.ts';

/** Creates the core. The command line, the tray application and the tests use the same core. */
export async function createCore(ports: CorePorts, options: CoreOptions): Promise<Result<App>> {
  const settings = new SettingsFile(
    ports.settings,
    options.refresh === 'switched-on' ? 'is-reported' : 'fails',
    ports.namesOurFiles,
  );
  const journal = new Journal(ports);
  const reported: Problem[] = [];
  let loginItem: LoginItem = 'as-set';
  let served: readonly ServedRole[] = [];
  const problems = (): readonly Problem[] => [
    ...ports.problems(),
    ...reported,
    ...settings.problems,
    ...secretsProblem(ports.secrets),
  ];
  const sessions = createSessions(ports, options, settings);
  const signIns = new SignIns({
    port: ports.signIn,
    readSnapshot: () => sessions.files.readSnapshot(),
    newId: () => ports.random.hex(6),
  });
  const discoveries = new Discoveries({
    portal: ports.portal,
    listings: ports.listings,
    clock: ports.clock,
    random: ports.random,
    readSnapshot: () => sessions.files.readSnapshot(),
  });
  const keepers = new Keepers(options.refresh, {
    processes: ports.keeping,
    sessions: sessions.shown.sessions,
    absence: sessions.running.absence,
    clock: ports.clock,
  });
  const publisher = new StatePublisher(ports.clock, () =>
    appStateOf({
      sessions: sessions.shown,
      keepers,
      signIns,
      discoveries,
      problems,
      loginItem,
      served,
    }),
  );
  const onChange = () => {
    publisher.onChange();
  };
  sessions.running.onChange(onChange);
  keepers.onChange(onChange);
  signIns.onChange(onChange);
  discoveries.onChange(onChange);
  signIns.onSignedIn(() => {
    sessions.running.signedIn();
  });
  sessions.running.events.onEvent((event) => {
    journal.add(event);
    // The journal changed, so views that show the activity must read it again.
    publisher.onChange();
  });
  const first = await sessions.running.start();
  if (!first.ok) return first;
  keepers.start();
  // If a person signs in with another program, roles that wait for the sign-in can be assumed.
  const unwatch =
    options.refresh === 'nothing' ? null : ports.signIn.watch(() => sessions.running.signedIn());
  const deps = { ports, options, settings, sessions, keepers, signIns, discoveries, journal };
  const api = answeringFailures(createApi(deps));

  const pageOf: App['consolePage'] = (roleId, request) =>
    answerOrFailure(async () => {
      const snapshot = await sessions.files.readSnapshot();
      if (!snapshot.ok) return snapshot;
      const role = snapshot.value.knownRole(roleId);
      return role.ok ? consolePage(role.value, snapshot.value, request) : role;
    });

  const secretsOf: App['secretsOf'] = (roleId) =>
    answerOrFailure(async () => {
      const snapshot = await sessions.files.readSnapshot();
      return snapshot.ok ? secretsIn(snapshot.value, roleId) : snapshot;
    });

  return ok({
    api,
    state: () => publisher.state(),
    subscribe: (listener) => publisher.subscribe(listener),
    onEvent: (listener) => sessions.running.events.onEvent(listener),
    report: (problem) => {
      reported.push(problem);
      publisher.onChange();
      return () => {
        const at = reported.indexOf(problem);
        if (at !== -1) reported.splice(at, 1);
        publisher.onChange();
      };
    },
    showLoginItem: (shown) => {
      if (shown === loginItem) return;
      loginItem = shown;
      publisher.onChange();
    },
    showServed: (shown) => {
      served = shown;
      publisher.onChange();
    },
    perform: (action) =>
      action.kind === 'open-console'
        ? pageOf(action.roleId, { service: null, region: null })
        : perform(action, api),
    consolePage: pageOf,
    unstoredDevices: async () => {
      const snapshot = await sessions.files.readSnapshot();
      return snapshot.ok ? sessions.calling.mfa.stored.unstoredDevices(snapshot.value) : [];
    },
    awayElsewhere: () => sessions.running.absence.awayElsewhere(),
    leave: (occasion) => {
      sessions.running.absence.leave(occasion);
    },
    wake: (reason) => {
      sessions.running.wake(reason);
    },
    secretsOf,
    servedSecrets: (role) =>
      answerOrFailure(async () => {
        const session = await sessions.wanted.serve(role);
        if (!session.ok && isWithoutKeys(session.failure)) return session;
        const secrets = await secretsOf(role.id);
        const { clock } = sessions.shown;
        const isValid = secrets.ok && clock.now() < secrets.value.credentials.expiration;
        return session.ok || isValid ? secrets : session;
      }),
    stop: async () => {
      unwatch?.();
      keepers.stop();
      signIns.stop();
      discoveries.cancel();
      await sessions.running.stop();
      journal.stop();
      publisher.stop();
    },
  });
}

/** True if programs must get no keys, even if the file contains some. */
function isWithoutKeys({ kind }: Failure): boolean {
  return kind === 'role-off' || kind === 'person-away';
}

function perform(
  action: Exclude<Action, { kind: 'open-console' }>,
  api: App['api'],
): Promise<Result<unknown>> {
  switch (action.kind) {
    case 'assume':
      return api.session.assume({ roleId: action.roleId, keep: true, takeOver: false });
    case 'take-over':
      return api.session.assume({ roleId: action.roleId, keep: true, takeOver: true });
    case 'refresh':
      return refresh(action.roleId, api);
    case 'release':
      return api.session.release({ roleId: action.roleId });
    case 'restore':
      return api.backups.restoreSection({ profile: action.profile });
    case 'sign-in':
      return api.signIn.begin({ profile: action.profile, device: false });
    // The panel, the tray or the command line performs these actions itself.
    case 'show':
    case 'copy':
    case 'open':
    case 'open-file':
    case 'copy-environment':
      return Promise.resolve(ok(null));
  }
}

/** Gets a new session. Does not switch the role on or off. */
function refresh(roleId: string, api: App['api']): Promise<Result<SessionFact>> {
  return api.session.assume({ roleId, keep: false, takeOver: false });
}
