import { enKinds } from './en-kinds.ts';
import type { TextPer } from './tagged.ts';
import type { FileAccess, OtherCredentialKind } from '../../core/file-failure.ts';
import type { BrokenRule, FieldRule } from '../../core/field-rule.ts';
import type { RoleKind } from '../../core/roles/role-kinds.ts';
import type { PolicyProblem } from '../../core/refused-text.ts';
import { quotedForAnyShell } from '../../core/quoting.ts';
import type { Remedy } from './texts.ts';

const jsonTypes = {
  text: 'a text, in quotes',
  number: 'a number',
  list: 'a list, in [ ]',
  object: 'an object, in { }',
  boolean: 'true or false',
} as const;

const enPathRules = {
  relative: 'must be an absolute path, such as /home/alice/.aws/config',
  network: 'cannot be on a network share',
  'own-folder': "cannot be in Rolekeeper's own folder",
  'hidden-characters': 'cannot have invisible characters',
  'not-a-file': 'must be a regular file, not a folder, a device or a pipe',
  missing: 'must be an existing file, or a new one in an existing folder',
} as const;

/** Each text continues a sentence that begins with the field's name: "must be …". */
export const enRules: TextPer<FieldRule> = {
  required: () => 'is required',
  length: ({ min, max }) => `must have ${min} to ${max} characters`,
  characters: ({ allowed }) => `may have only these characters: ${allowed}`,
  range: ({ min, max }) => `must be between ${min} and ${max}`,
  'whole-number': () => 'must be a whole number',
  'role-arn': () =>
    'must be the ARN of an IAM role, such as arn:aws:iam::123456789012:role/MyApp/MyS3Access',
  'six-digits': () => 'must be six digits',
  region: () => 'must be an AWS region, such as eu-central-1',
  endpoint: () =>
    'must be an https address (plain http on this computer only), such as https://sts.example.com',
  proxy: () => 'must be an http or https address, such as http://proxy.example.com:3128',
  shortcut: () =>
    'must have two or more of Ctrl, Alt, Shift, Super and Cmd, then a letter, a digit, Space or F1 to F24: Ctrl+Alt+R',
  'proxy-user': () =>
    'cannot have a user or password, because settings.json is not encrypted. Set HTTPS_PROXY in the environment, or the proxy of the operating system, instead',
  'ca-bundle': () => 'must be the absolute path of a readable PEM file with certificates',
  path: ({ broken }) => enPathRules[broken],
  reserved: ({ word }) => `cannot be ${word}, which has a special meaning in these files`,
  taken: ({ by }) => `is taken by the role ${by}`,
  'same-as-source': () => 'cannot be the source profile, because its keys would be overwritten',
  'unknown-field': () => 'is not a field of a role',
  'other-kind': ({ of }) => `is not a field of ${enKinds.ofOne[of as RoleKind]}`,
  'required-or': ({ other }) => `is required, unless ${other} is given`,
  'excluded-by': ({ other }) => `cannot be combined with ${other}`,
  browser: () =>
    'must be a program, by its name or its absolute path, and its options, such as firefox -P work',
  account: () => 'must have 12 digits, such as 123456789012',
  'start-url': () => 'must be an https address, such as https://d-1234567890.awsapps.com/start',
  placeholder: ({ found, known }) =>
    `cannot have ${found}, because the placeholders are ${known.join(', ')}`,
  'one-of': ({ options }) => `must be one of ${options.join(', ')}`,
  'mfa-device': () =>
    'cannot be a FIDO security key or passkey (…:u2f/…), because AWS accepts them only in a browser. Use an authenticator app or a hardware token (…:mfa/…)',
  'needs-mfa-serial': () => 'cannot be each-time without an MFA device',
  count: ({ max }) => `may be given at most ${max} times`,
  'json-object': () => 'must be a policy document: a JSON object with Version and Statement',
  'json-type': ({ type }) => `must be ${jsonTypes[type]}`,
  'policies-length': ({ max, length }) =>
    `may have at most ${max} characters together with the policy ARNs, but has ${length}`,
  'policy-arn': () =>
    "must be the ARN of a managed policy of AWS or of the role's own account, such as arn:aws:iam::aws:policy/ReadOnlyAccess",
  prefix: ({ prefix }) => `cannot begin with ${prefix}, which AWS reserves`,
  twice: () => 'is given twice (perhaps once in upper case and once in lower case)',
  'among-tags': () => 'must be the key of one of the tags',
  'key-value': () => 'must be KEY=VALUE',
  shell: ({ shell }) =>
    `cannot be written for ${shell}, because it has a character that ${shell} cannot quote`,
  item: ({ part, item, broken }) =>
    `cannot have the ${part === 'item' ? 'value' : part} “${item}”: it ${ruleText(broken)}`,
};

export function ruleText(rule: FieldRule): string {
  const say = enRules[rule.kind] as (rule: FieldRule) => string;
  return say(rule);
}

const listPermissionSets =
  'To add permission sets as roles, choose “Add from Identity Center” in the window, or run rolekeeper role discover.';

export const enPolicyProblems: TextPer<PolicyProblem> = {
  'not-json': ({ message }) => (message === '' ? 'It is not JSON.' : `It is not JSON: ${message}`),
  'no-assume-role': () => 'No statement in it allows sts:AssumeRole.',
  wildcard: ({ resource }) =>
    `${resource} has a wildcard, so it names no single role. Ask the role’s owner for the full ARN.`,
  placeholder: ({ placeholder }) =>
    `${placeholder} is a placeholder. Ask the sender for the value.`,
  'not-a-role': ({ resource }) => `${resource} is not the ARN of an IAM role.`,
  denied: ({ resource }) => `It allows ${resource} in one statement and denies it in another.`,
  alias: ({ resource }) =>
    `This link names the account by its alias, ${resource}. Ask the sender for the account's 12-digit number.`,
  'permission-set': ({ resource }) =>
    `${resource} is a permission set of IAM Identity Center, which cannot be assumed. ${listPermissionSets}`,
  portal: ({ resource }) =>
    `${resource} is an access portal of IAM Identity Center, which names no role. ${listPermissionSets}`,
  session: ({ resource }) =>
    `${resource} is a session of a role, not the role. Ask for the ARN of the role.`,
  'trust-policy': () =>
    'This is a trust policy. It says who may assume the role, but not which role it is. Ask the sender for the ARN of the role.',
  'profile-without-role': () => 'None of these profiles has a role_arn.',
  'command-without-role': () => 'This command names no role: it has no --role-arn.',
  secret: () =>
    'This text has a secret key or a token. Rolekeeper does not accept secrets and discarded the text. Do not send the secret to anyone.',
  'too-long': () => 'The first 256 KB of this text name no role. The rest was not read.',
  'nothing-known': () =>
    'This text names no role. It has no ARN, policy, profile, link or assume-role command.',
  several: ({ roleArns }) =>
    `It allows several roles. Select one:\n${roleArns.map((arn) => `  ${arn}`).join('\n')}`,
};

export function policyProblemText(problem: PolicyProblem): string {
  const say = enPolicyProblems[problem.kind] as (problem: PolicyProblem) => string;
  return say(problem);
}

export const enBrokenRules = {
  'duplicate-section': 'this section is in the file twice',
  'duplicate-key': 'this key is in its section twice',
  'line-without-value-sign': 'this line is not a section or a comment and has no "="',
  'key-before-header': 'this key is before the first [section]',
  'unclosed-header': 'this [section has no closing bracket',
  'byte-order-mark':
    'the file begins with a byte order mark (some editors call it "UTF-8 with BOM")',
  'not-utf8': 'this line has bytes that are not UTF-8',
  'utf-16': 'the file is in UTF-16 (PowerShell 5 writes that with ">")',
} satisfies Record<BrokenRule, string>;

export const enCredentialKinds = {
  keys: "access keys that are not Rolekeeper's",
  credential_process: 'a credential_process',
  login_session: 'an AWS sign-in (login_session)',
  sso: 'an IAM Identity Center sign-in (sso_…)',
  web_identity: 'a web identity (web_identity_token_file)',
  role_arn: 'a role_arn of its own',
  'other-rolekeeper': 'a session of another Rolekeeper (another home folder or computer)',
} satisfies Record<OtherCredentialKind, string>;

const systemWords: Readonly<Record<string, string>> = {
  EILSEQ: 'A startup entry cannot contain this path, because it has a line break or a "=" (EILSEQ)',
  EACCES: 'Permission denied (EACCES)',
  EPERM: 'Operation not permitted (EPERM)',
  ENOENT: 'No such file (ENOENT)',
  ENOSPC: 'The disk is full (ENOSPC)',
  EDQUOT: 'The disk quota is used up (EDQUOT)',
  EROFS: 'The disk is read-only (EROFS)',
  EISDIR: 'It is a folder (EISDIR)',
  ENOTDIR: 'A part of the path is not a folder (ENOTDIR)',
  EBUSY: 'Another program uses it (EBUSY)',
  ELOOP: 'Its links form a cycle (ELOOP)',
  EIO: 'The disk failed (EIO)',
};

/** Why Rolekeeper itself refuses a file or a folder. */
const refusals: Readonly<Record<string, (access: FileAccess) => string>> = {
  'is-pipe': () => 'It is a pipe, not a regular file',
  'is-socket': () => 'It is a socket, not a regular file',
  'is-device': () => 'It is a device, not a regular file',
  'is-link': () => 'It is a symbolic link, which Rolekeeper does not follow here',
  'not-a-file': () => 'It is not a regular file',
  'not-a-folder': () => 'It is not a folder',
  'too-large': () => 'It is larger than Rolekeeper accepts',
  'foreign-owner': ({ path, owner }) => `${path} belongs to another user (uid ${owner})`,
  'shared-file': ({ path, mode }) => `Other users can change ${path} (mode ${mode})`,
  'open-token': ({ path, mode }) => `Other users can read the token in ${path} (mode ${mode})`,
  'shared-folder': ({ path, mode }) => `Other users can replace files in ${path} (mode ${mode})`,
  'other-files': () => 'It names other AWS files than when Rolekeeper started. Restart Rolekeeper',
  'read-only': ({ path, mode }) => `${path} is read-only for its owner (mode ${mode})`,
};

const NO_ACCESS: FileAccess = { path: 'It', owner: 0, mode: 'unknown' };

/** Returns an error code of the operating system (errno) or of Rolekeeper as a sentence. */
export function systemSays(code: string, access: FileAccess = NO_ACCESS): string {
  return refusals[code]?.(access) ?? systemWords[code] ?? `The system reports ${code}`;
}

/** Returns the remedy for Rolekeeper's own refusal; null for an error of the system. */
export function accessRemedy(code: string, access: FileAccess | undefined): Remedy | null {
  if (/^(?:is-|not-a-file$|EISDIR$)/.test(code)) {
    return { label: 'Put a regular file in its place', command: null };
  }
  if (code === 'too-large') return { label: 'Put a smaller file in its place', command: null };
  if (access === undefined) return null;
  const path = quotedForAnyShell(access.path) ?? 'PATH';
  switch (code) {
    case 'foreign-owner':
      return {
        label: 'Run Rolekeeper as that user, or set ROLEKEEPER_HOME to a folder of your own',
        command: `sudo -u '#${access.owner}' rolekeeper status`,
      };
    case 'shared-file':
      return { label: 'Remove the write permission of other users', command: `chmod 600 ${path}` };
    case 'open-token':
      return {
        label: 'Delete the file. Rolekeeper then makes a new token for your programs',
        command: `rm ${path}`,
      };
    case 'shared-folder':
      return { label: 'Remove the write permission of other users', command: `chmod go-w ${path}` };
    case 'read-only':
      return { label: 'Give yourself write permission', command: `chmod u+w ${path}` };
    default:
      return null;
  }
}

/** Why an MFA session is in memory only. */
export const enNotKept = {
  'memory-no-keychain': 'This system has no keychain that Rolekeeper can use.',
  'memory-denied': "The system's keychain is locked, or it refuses Rolekeeper.",
  'memory-no-answer': "The system's keychain did not answer in time.",
  'memory-not-written': "MFA sessions could not be written to Rolekeeper's folder.",
} as const;
