import type { Action, Route } from '../../src/core/contract/action.ts';
import type { Api } from '../../src/core/contract/api.ts';

const roleId = '0123456789ab';
const role = { name: 'client' };

const from = { kind: 'sso-session', name: 'firm' } as const;

type RequestOf<Call> = Call extends (request: infer Request) => unknown ? Request : never;

/** A valid request of each kind, with only its required fields. */
export const validRequests: {
  readonly [Group in keyof Api]: {
    readonly [Name in keyof Api[Group]]: RequestOf<Api[Group][Name]>;
  };
} = {
  role: {
    add: { role },
    set: { roleId, changes: {} },
    move: { roleId, before: null },
    remove: { roleId },
    putBack: { roleId },
    preview: { role, roleId: null },
    test: { role, roleId: null, code: null },
    sources: {},
    importable: {},
    import: { profiles: [], withSourceMfa: [] },
  },
  session: {
    assume: { roleId, keep: true, takeOver: false },
    ensure: { roleId },
    release: { roleId },
    keepHere: { roleId },
  },
  mfa: { submit: { mfaRequestId: 'r', code: '123456' }, snooze: { mfaRequestId: 'r' } },
  signIn: { begin: { profile: 'p', device: false }, cancel: { signInId: 'r' } },
  discovery: {
    signIns: {},
    signIn: { from, device: false },
    list: { from },
    cancel: {},
    add: { from, roles: [{ accountId: '1', permissionSet: 'p', name: 'n', group: '' }] },
    remove: { roleIds: [roleId] },
  },
  access: {
    documents: { roleId, identify: false },
    identify: { profile: 'p' },
    whoami: { roleId, code: null },
  },
  backups: {
    list: {},
    restoreSection: { profile: 'p' },
    restoreFile: { backupId: 'b', dryRun: true },
    purge: { dryRun: true },
  },
  activity: { list: { limit: 1 } },
  preferences: { set: { changes: {} } },
  settings: { export: {}, import: { document: '{}', dryRun: true } },
  about: { facts: {} },
  doctor: { run: {} },
};

const routes: { readonly [View in Route['kind']]: Extract<Route, { readonly kind: View }> } = {
  roles: { kind: 'roles' },
  role: { kind: 'role', roleId },
  'new-role': { kind: 'new-role' },
  import: { kind: 'import' },
  discover: { kind: 'discover' },
  access: { kind: 'access', roleId },
  mfa: { kind: 'mfa', mfaRequestId: 'r' },
  'sign-in': { kind: 'sign-in', signInId: 'r' },
  activity: { kind: 'activity' },
  doctor: { kind: 'doctor' },
  settings: { kind: 'settings' },
};
const actions: { readonly [Kind in Action['kind']]: Extract<Action, { readonly kind: Kind }> } = {
  assume: { kind: 'assume', roleId },
  'take-over': { kind: 'take-over', roleId },
  refresh: { kind: 'refresh', roleId },
  release: { kind: 'release', roleId },
  'sign-in': { kind: 'sign-in', profile: 'p', how: 'sso' },
  restore: { kind: 'restore', profile: 'p' },
  show: { kind: 'show', route: { kind: 'roles' } },
  copy: { kind: 'copy', text: 't' },
  open: { kind: 'open', url: 'https://example.com/' },
  'open-file': { kind: 'open-file', file: 'log' },
  'open-console': { kind: 'open-console', roleId },
  'copy-environment': { kind: 'copy-environment', roleId },
};
export const validRoutes: readonly Route[] = Object.values(routes);
export const validActions: readonly Action[] = Object.values(actions);
