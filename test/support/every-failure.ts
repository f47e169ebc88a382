import type { CheckName } from '../../src/core/contract/check.ts';
import type { RoleWarning } from '../../src/core/roles/role-warning.ts';
import type { Problem } from '../../src/core/contract/app-state.ts';
import type { Failure, FailureKind } from '../../src/core/failure.ts';
import type { DocumentProblem, PolicyProblem } from '../../src/core/refused-text.ts';
import type { FieldRule } from '../../src/core/field-rule.ts';
import type { Tagged } from '../../src/views/words/tagged.ts';

// One example of each failure, problem, warning, rule and check, for tests that show all of them.
// The types require an example of every kind.

const requestId = 'c6104cbe-af31-11e0-8154-cbc7ccf896c7';
const roleArn = 'arn:aws:iam::123456789012:role/MyApp/MyS3Access';
const serial = 'arn:aws:iam::111122223333:mfa/alice';
const file = '/home/alice/.aws/credentials';

export const everyFailure: { readonly [Kind in FailureKind]: Tagged<Failure, Kind> } = {
  'access-denied': {
    kind: 'access-denied',
    roleArn,
    callerArn: 'arn:aws:iam::111122223333:user/alice',
    externalId: 'Unique-Id-From-Client',
    sessionName: 'alice',
    denial: { cause: 'unknown', isExplicit: false },
    message: `User: arn:aws:iam::111122223333:user/alice is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    requestId,
  },
  'mfa-refused': {
    kind: 'mfa-refused',
    serial,
    message: 'MultiFactorAuthentication failed',
    requestId,
  },
  'credentials-expired': { kind: 'credentials-expired', profile: 'default', requestId },
  'access-key-unknown': { kind: 'access-key-unknown', profile: 'default', requestId },
  'signature-refused': { kind: 'signature-refused', profile: 'default', requestId },
  'clock-skew': { kind: 'clock-skew', offsetMs: -420_000, requestId },
  'region-disabled': { kind: 'region-disabled', region: 'ap-east-1', requestId },
  'policy-malformed': { kind: 'policy-malformed', message: 'Syntax errors in policy.', requestId },
  'policy-too-large': { kind: 'policy-too-large', message: 'PackedPolicySize 132%', requestId },
  'duration-too-long': {
    kind: 'duration-too-long',
    durationSeconds: 43_200,
    chained: true,
    message: 'too long',
    requestId,
  },
  'request-invalid': { kind: 'request-invalid', message: '1 validation error detected', requestId },
  throttled: { kind: 'throttled', requestId },
  'service-unavailable': { kind: 'service-unavailable', status: 503, requestId },
  'sts-unexpected': {
    kind: 'sts-unexpected',
    code: 'Teapot',
    message: 'short and stout',
    status: 418,
    requestId,
  },
  'identity-mismatch': {
    kind: 'identity-mismatch',
    asked: roleArn,
    got: 'arn:aws:sts::123456789012:assumed-role/Other/x',
  },
  network: { kind: 'network', code: 'ECONNREFUSED', host: 'sts.eu-central-1.amazonaws.com' },
  'network-proxy': { kind: 'network-proxy', code: 'HTTP 407', proxy: 'proxy.corp.example:3128' },
  'network-intercepted': {
    kind: 'network-intercepted',
    reason: 'HTTP 407',
    host: 'sts.amazonaws.com',
  },
  timeout: { kind: 'timeout', host: 'sts.amazonaws.com', afterMs: 15_000 },
  'mfa-needed': {
    kind: 'mfa-needed',
    serial,
    sourceProfile: 'default',
    mfaRequestId: 'r1',
    sessionRefused: false,
  },
  'mfa-code-spent': { kind: 'mfa-code-spent', serial, nextAt: 30_000 },
  'mfa-impossible': { kind: 'mfa-impossible', serial, profile: 'sso' },
  'source-missing': { kind: 'source-missing', profile: 'work', path: ['child', 'work'] },
  'source-ambiguous': { kind: 'source-ambiguous', profile: 'shared', roleNames: ['one', 'two'] },
  'source-cycle': { kind: 'source-cycle', path: ['a', 'b', 'a'] },
  'source-failed': { kind: 'source-failed', profile: 'tool', message: 'exit code 3' },
  'program-refused': {
    kind: 'program-refused',
    profile: 'tool',
    file: '/home/alice/.aws/config',
    code: 'shared-file',
    access: { path: '/home/alice/.aws/config', owner: 1000, mode: '0666' },
  },
  'source-timeout': { kind: 'source-timeout', profile: 'tool', afterMs: 60_000 },
  'sign-in-needed': { kind: 'sign-in-needed', profile: 'corp', how: 'sso' },
  'sign-in-failed': {
    kind: 'sign-in-failed',
    profile: 'corp',
    how: 'sso',
    why: 'refused',
    message: 'The start URL is not known',
  },
  'sign-in-tool-missing': {
    kind: 'sign-in-tool-missing',
    profile: 'console',
    needed: '2.32.0',
    found: '1.45.11',
    program: '/usr/bin/aws',
  },
  'portal-refused': {
    kind: 'portal-refused',
    accountId: '111122223333',
    code: 'ForbiddenException',
    message: 'No access',
  },
  'no-sign-in': { kind: 'no-sign-in', profile: 'default', known: ['corp'] },
  'section-not-owned': { kind: 'section-not-owned', profile: 'new-profile', file, holds: 'keys' },
  'section-removed': { kind: 'section-removed', profile: 'new-profile', file },
  'section-shadowed': {
    kind: 'section-shadowed',
    profile: 'new-profile',
    by: 'role_arn',
    file: '/home/alice/.aws/config',
    suggestion: 'new-profile-rk',
  },
  'file-broken': { kind: 'file-broken', file, line: 12, rule: 'duplicate-section' },
  'file-unreadable': { kind: 'file-unreadable', file, code: 'EACCES' },
  'file-unwritable': { kind: 'file-unwritable', file, code: 'ENOSPC' },
  'file-unsettled': { kind: 'file-unsettled', file },
  'backup-missing': { kind: 'backup-missing', what: 'new-profile' },
  'lock-held': {
    kind: 'lock-held',
    what: 'role',
    holderPid: 4711,
    holderHost: null,
    waitedMs: 90_000,
  },
  'lock-cycle': { kind: 'lock-cycle', holderPid: 4711 },
  'released-meanwhile': { kind: 'released-meanwhile' },
  'state-unavailable': {
    kind: 'state-unavailable',
    file: '/home/alice/.config/rolekeeper/state.db',
    code: 'EROFS',
  },
  'role-unknown': { kind: 'role-unknown', name: 'new-profle', known: ['new-profile', 'other'] },
  'field-invalid': { kind: 'field-invalid', field: 'role-arn', rule: { kind: 'role-arn' } },
  'no-policies': { kind: 'no-policies', roleName: 'client-s3' },
  'permission-set-denied': {
    kind: 'permission-set-denied',
    accountId: '123456789012',
    permissionSet: 'ReadOnly',
    message: 'No access',
    requestId: 'r-1',
  },
  'policy-unusable': {
    kind: 'policy-unusable',
    reason: { kind: 'wildcard', resource: 'arn:aws:iam::123456789012:role/*' },
  },
  'settings-newer': {
    kind: 'settings-newer',
    file: '/home/alice/.config/rolekeeper/settings.json',
    version: 9,
  },
  'settings-unwritable': {
    kind: 'settings-unwritable',
    file: '/home/alice/.config/rolekeeper/settings.json',
    code: 'EACCES',
  },
  'consent-refused': {
    kind: 'consent-refused',
    asked: 'endpoint',
    subject: 'https://sts.example.com',
  },
  'nothing-kept': { kind: 'nothing-kept' },
  'role-off': { kind: 'role-off', roleName: 'client-s3' },
  'person-away': { kind: 'person-away', roleName: 'client-s3', awayReason: 'lock' },
  'endpoint-unavailable': { kind: 'endpoint-unavailable', port: 4749, code: 'EADDRINUSE' },
  'clipboard-refused': { kind: 'clipboard-refused' },
  'page-not-opened': { kind: 'page-not-opened' },
  'page-taken': { kind: 'page-taken' },
  'no-console': {
    kind: 'no-console',
    roleName: 'client-s3',
    why: 'partition',
    partition: 'aws-iso',
  },
  'document-unusable': {
    kind: 'document-unusable',
    problem: { kind: 'place', place: 'roles[2].roleArn', rule: { kind: 'role-arn' } },
  },
  'not-importable': {
    kind: 'not-importable',
    profile: 'client',
    obstacle: { kind: 'endpoint-unconfirmed', endpoint: 'https://sts.example.com' },
  },
};

export const everyDocumentProblem: readonly DocumentProblem[] = [
  { kind: 'not-json', line: 3 },
  { kind: 'not-json', line: null },
  { kind: 'not-settings' },
  { kind: 'newer', version: 9 },
  { kind: 'place', place: 'roles[2].roleArn', rule: { kind: 'role-arn' } },
];

export const everyProblem: { readonly [Kind in Problem['kind']]: Tagged<Problem, Kind> } = {
  'settings-set-aside': {
    kind: 'settings-set-aside',
    movedTo: '/home/alice/.config/rolekeeper/settings.broken.json',
  },
  'settings-newer': { kind: 'settings-newer', file: '/home/alice/settings.json', version: 9 },
  'settings-partly-read': {
    kind: 'settings-partly-read',
    file: '/home/alice/settings.json',
    places: ['roles[2]'],
  },
  'setting-ignored': {
    kind: 'setting-ignored',
    name: 'configFile',
    rule: { kind: 'path', broken: 'network' },
  },
  'settings-unreadable': {
    kind: 'settings-unreadable',
    file: '/home/alice/settings.json',
    code: 'EACCES',
  },
  'state-set-aside': {
    kind: 'state-set-aside',
    movedTo: '/home/alice/.config/rolekeeper/state.broken.db',
  },
  'file-broken': { kind: 'file-broken', file, line: 3, rule: 'not-utf8' },
  'file-unreadable': { kind: 'file-unreadable', file, code: 'EACCES' },
  'written-in-place': { kind: 'written-in-place', file },
  'second-file-outdated': {
    kind: 'second-file-outdated',
    file,
    failure: { kind: 'section-not-owned', profile: 'other', file, holds: 'keys' },
  },
  'shortcut-refused': { kind: 'shortcut-refused', shortcut: 'Ctrl+Alt+R', why: 'taken' },
  'keys-not-removed': {
    kind: 'keys-not-removed',
    awayReason: 'lock',
    roles: ['client-s3'],
    failure: { kind: 'file-unwritable', file, code: 'EACCES' },
  },
  'clock-skewed': { kind: 'clock-skewed', offsetMs: 600_000 },
  'other-environment': { kind: 'other-environment', roleId: '0123456789ab' },
  'mfa-sessions-in-memory': { kind: 'mfa-sessions-in-memory', where: 'memory-denied' },
  'start-at-login-failed': { kind: 'start-at-login-failed', file, code: 'EACCES' },
  'endpoint-unavailable': { kind: 'endpoint-unavailable', port: 4749, code: 'EADDRINUSE' },
  'token-refused': {
    kind: 'token-refused',
    file,
    code: 'open-token',
    access: { path: file, owner: 1000, mode: '0644' },
  },
  'no-tray-host': { kind: 'no-tray-host', desktop: 'ubuntu:GNOME' },
};

export const everyWarning: {
  readonly [Kind in RoleWarning['kind']]: Tagged<RoleWarning, Kind>;
} = {
  'source-not-there-yet': { kind: 'source-not-there-yet', profile: 'work' },
  'source-has-mfa': { kind: 'source-has-mfa', profile: 'default', serial },
  'target-not-owned': { kind: 'target-not-owned', profile: 'new-profile', holds: 'sso' },
  shadowing: {
    kind: 'shadowing',
    shadowing: { profile: 'new-profile', by: 'role_arn', effect: 'hides-ours' },
  },
  'limit-of-aws': { kind: 'limit-of-aws', field: 'duration' },
  'duration-capped': { kind: 'duration-capped', durationSeconds: 7200, by: 'mfa' },
  'mfa-each-time': { kind: 'mfa-each-time' },
  'mfa-each-time-unused': { kind: 'mfa-each-time-unused', profile: 'hub' },
  'unknown-partition': { kind: 'unknown-partition', partition: 'aws-moon' },
  'target-shared': { kind: 'target-shared', profile: 'new-profile', roleNames: ['other'] },
};

export const everyRule: { readonly [Name in FieldRule['kind']]: Tagged<FieldRule, Name> } = {
  required: { kind: 'required' },
  length: { kind: 'length', min: 2, max: 64 },
  characters: { kind: 'characters', allowed: 'A-Z' },
  range: { kind: 'range', min: 900, max: 43_200 },
  'whole-number': { kind: 'whole-number' },
  'role-arn': { kind: 'role-arn' },
  'six-digits': { kind: 'six-digits' },
  region: { kind: 'region' },
  endpoint: { kind: 'endpoint' },
  proxy: { kind: 'proxy' },
  shortcut: { kind: 'shortcut' },
  'proxy-user': { kind: 'proxy-user' },
  'ca-bundle': { kind: 'ca-bundle' },
  path: { kind: 'path', broken: 'network' },
  reserved: { kind: 'reserved', word: 'DEFAULT' },
  taken: { kind: 'taken', by: 'other' },
  'same-as-source': { kind: 'same-as-source' },
  'unknown-field': { kind: 'unknown-field' },
  'other-kind': { kind: 'other-kind', of: 'identity-center' },
  'required-or': { kind: 'required-or', other: 'start-url' },
  'excluded-by': { kind: 'excluded-by', other: 'sso-session' },
  account: { kind: 'account' },
  browser: { kind: 'browser' },
  'start-url': { kind: 'start-url' },
  placeholder: { kind: 'placeholder', found: '{x}', known: ['{account}', '{role}'] },
  'one-of': { kind: 'one-of', options: ['a', 'b'] },
  'mfa-device': { kind: 'mfa-device' },
  'needs-mfa-serial': { kind: 'needs-mfa-serial' },
  count: { kind: 'count', max: 50 },
  'json-object': { kind: 'json-object' },
  'json-type': { kind: 'json-type', type: 'text' },
  'policies-length': { kind: 'policies-length', max: 2048, length: 2049 },
  'policy-arn': { kind: 'policy-arn' },
  prefix: { kind: 'prefix', prefix: 'aws:' },
  twice: { kind: 'twice' },
  'among-tags': { kind: 'among-tags' },
  'key-value': { kind: 'key-value' },
  shell: { kind: 'shell', shell: 'cmd' },
  item: { kind: 'item', part: 'key', item: 'Team', broken: { kind: 'twice' } },
};

export const everyPolicyProblem: {
  readonly [Kind in PolicyProblem['kind']]: Tagged<PolicyProblem, Kind>;
} = {
  'not-json': { kind: 'not-json', message: 'Unexpected token' },
  'no-assume-role': { kind: 'no-assume-role' },
  wildcard: { kind: 'wildcard', resource: 'arn:aws:iam::123456789012:role/*' },
  placeholder: { kind: 'placeholder', placeholder: '<ACCOUNT_ID>' },
  'not-a-role': { kind: 'not-a-role', resource: 'arn:aws:s3:::bucket' },
  denied: { kind: 'denied', resource: roleArn },
  alias: { kind: 'alias', resource: 'client-prod' },
  'permission-set': { kind: 'permission-set', resource: 'ReadOnly (account 123456789012)' },
  portal: { kind: 'portal', resource: 'https://d-1234567890.awsapps.com/start' },
  session: { kind: 'session', resource: 'arn:aws:sts::123456789012:assumed-role/Reader/me' },
  'trust-policy': { kind: 'trust-policy' },
  'profile-without-role': { kind: 'profile-without-role' },
  'command-without-role': { kind: 'command-without-role' },
  secret: { kind: 'secret' },
  'too-long': { kind: 'too-long' },
  'nothing-known': { kind: 'nothing-known' },
  several: { kind: 'several', roleArns: [roleArn, 'arn:aws:iam::123456789012:role/Other'] },
};

export const everyCheck: readonly CheckName[] = [
  'clock',
  'credentials-file',
  'config-file',
  'file-mode',
  'shadowing',
  'environment',
  'endpoint',
  'proxy',
  'ca',
  'settings',
  'state',
  'backups',
  'keychain',
  'source',
  'shell-path',
  'second-file',
  'tray-host',
];
