import { RoleTester } from '../assuming/role-test/role-tester.ts';
import type { Api } from '../contract/api.ts';
import { ok } from '../result.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import { ConsentGate } from './consent/consent-gate.ts';
import { RoleConsent } from './consent/role-consent.ts';
import type { CoreOptions, CorePorts } from './core-ports.ts';
import type { Discoveries } from './discovery/discoveries.ts';
import { runDoctor } from './doctor/run-doctor.ts';
import { RoleDrafts } from './editing/role-drafts.ts';
import { RoleEdits } from './editing/role-edits.ts';
import { RoleImport } from './editing/role-import.ts';
import { RoleLookup } from './editing/role-lookup.ts';
import { RoleSessions } from './editing/role-sessions.ts';
import { SettingsTransfer } from './editing/settings-transfer.ts';
import type { Journal } from './journal.ts';
import { accessRequests } from './requests/access-requests.ts';
import { backupRequests } from './requests/backup-requests.ts';
import { discoveryRequests } from './requests/discovery-requests.ts';
import { preferenceRequests } from './requests/preference-requests.ts';
import { draftTest, roleRequests } from './requests/role-requests.ts';
import { sessionRequests } from './requests/session-requests.ts';
import type { Keepers } from './keepers.ts';
import type { Sessions } from './sessions.ts';
import type { SignIns } from './sign-ins.ts';

export interface ApiDeps {
  readonly ports: CorePorts;
  readonly options: CoreOptions;
  readonly settings: SettingsFile;
  readonly sessions: Sessions;
  readonly keepers: Keepers;
  readonly signIns: SignIns;
  readonly discoveries: Discoveries;
  readonly journal: Journal;
}

/** Creates the API. The modules in the folder `requests` answer most of its requests. */
export function createApi(deps: ApiDeps): Api {
  const { ports, options, settings, sessions, keepers, signIns, discoveries, journal } = deps;
  const { store, storeAt, records, paths } = ports;
  const { sessionName, env } = options;
  const newId = () => ports.random.hex(6);
  const { shown, files, wanted, calling, codes, release } = sessions;
  const { readSnapshot } = files;
  const onChange = () => files.reconcile();

  const consent = new ConsentGate(ports.consent);
  const roleConsent = new RoleConsent(consent);
  const roles = new RoleLookup(readSnapshot, ports.locks);
  const drafts = new RoleDrafts(roles, { newId, sessionName, env });
  const { events } = sessions.running;
  const edited = new RoleSessions({
    store,
    storeAt,
    records,
    release,
    sessions: shown.sessions,
    events,
  });
  const edits = new RoleEdits({ settings, roles, drafts, sessions: edited, roleConsent, onChange });
  const imports = new RoleImport({
    settings,
    consent,
    readSnapshot,
    configPath: ports.config.path,
    newId,
    sessionName,
    onChange,
  });
  const transfer = new SettingsTransfer({
    settings,
    consent,
    readSnapshot,
    sessionName,
    paths,
    replace: (replaced, write) => edits.replace(replaced, write),
    onChange: async (replaced) => {
      await onChange();
      await Promise.all(replaced.map(({ id }) => wanted.renewIfKept(id)));
    },
  });
  const tester = new RoleTester({ ...calling, source: ports.source });
  const test = draftTest({ drafts, roleConsent, tester, newId });

  const { calls } = calling;
  const doctorParts = { ports, readSnapshot, shown, calls, keepers, settings, env };

  return {
    role: roleRequests({ edits, drafts, imports, test, wanted, readSnapshot }),
    session: sessionRequests({ ports, wanted, shown, roles, consent }),
    mfa: {
      submit: ({ mfaRequestId, code }) => codes.submit(mfaRequestId, code),
      snooze: ({ mfaRequestId }) => Promise.resolve(codes.snooze(mfaRequestId)),
    },
    signIn: {
      begin: ({ profile, device }) => signIns.begin(profile, device),
      cancel: ({ signInId }) => Promise.resolve(signIns.cancel(signInId)),
    },
    discovery: discoveryRequests({
      discoveries,
      signIns,
      adding: { settings, readSnapshot, newId, onChange },
      edits,
    }),
    access: accessRequests(calling, roles, tester),
    backups: backupRequests(ports, { readSnapshot, wanted, events }, consent),
    activity: { list: (wanted) => Promise.resolve(ok(journal.list(wanted))) },
    preferences: preferenceRequests(ports, settings, onChange, consent),
    settings: {
      export: () => transfer.export(),
      import: (wanted) => transfer.import(wanted),
    },
    about: { facts: () => Promise.resolve(ok(ports.about)) },
    doctor: {
      run: (request) => runDoctor(doctorParts, request),
    },
  };
}
