import { createApi } from './create-api.ts';
import type { Problem } from '../contract/app-state.ts';
import type { App } from '../contract/app.ts';
import { answeringFailures } from './answering-failures.ts';
import { appStateOf, keychainProblem } from './app-state-of.ts';
import type { CoreOptions, CorePorts } from './core-ports.ts';
import { ok, type Result } from '../result.ts';
import { SettingsFile } from '../settings/settings-file.ts';
import { createSessions } from './create-sessions.ts';
import { SignIns } from './sign-ins.ts';
import { Discoveries } from './discovery/discoveries.ts';
import { Journal } from './journal.ts';
import { Keepers } from './keepers.ts';
import { performAction } from './perform-action.ts';
import { ReportedState } from './reported-state.ts';
import { roleReads } from './role-reads.ts';
import { StatePublisher } from './state-publisher.ts';

/** Creates the core. The command line, the tray application and the tests use the same core. */
export async function createCore(ports: CorePorts, options: CoreOptions): Promise<Result<App>> {
  const settings = new SettingsFile(
    ports.settings,
    options.refresh === 'switched-on' ? 'is-reported' : 'fails',
    ports.namesOurFiles,
  );
  const journal = new Journal(ports);
  const reported = new ReportedState();
  const problems = (): readonly Problem[] => [
    ...ports.problems(),
    ...reported.problems,
    ...settings.problems,
    ...keychainProblem(ports.secrets),
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
      reported,
    }),
  );
  const onChange = () => publisher.onChange();
  reported.onChange(onChange);
  sessions.running.onChange(onChange);
  keepers.onChange(onChange);
  signIns.onChange(onChange);
  discoveries.onChange(onChange);
  signIns.onSignedIn(() => sessions.running.onSignIn());
  sessions.running.events.onEvent((event) => {
    journal.add(event);
    // A new entry of the activity log changes no state, but views must read the log again.
    publisher.onChange();
  });
  const first = await sessions.running.start();
  if (!first.ok) return first;
  keepers.start();
  // If a person signs in with another program, roles that wait for the sign-in can be assumed.
  const unwatch =
    options.refresh === 'nothing' ? null : ports.signIn.watch(() => sessions.running.onSignIn());
  const deps = { ports, options, settings, sessions, keepers, signIns, discoveries, journal };
  const api = answeringFailures(createApi(deps));

  const reads = roleReads(sessions);
  return ok({
    api,
    ...reads,
    state: () => publisher.state(),
    subscribe: (listener) => publisher.subscribe(listener),
    onEvent: (listener) => sessions.running.events.onEvent(listener),
    report: (problem) => reported.report(problem),
    showLoginItem: (shown) => reported.showLoginItem(shown),
    showServed: (shown) => reported.showServed(shown),
    perform: (action) =>
      action.kind === 'open-console'
        ? reads.consolePage(action.roleId, { service: null, region: null })
        : performAction(action, api),
    awayElsewhere: () => sessions.running.absence.awayElsewhere(),
    leave: (reason) => sessions.running.absence.leave(reason),
    wake: (reason) => sessions.running.wake(reason),
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
