import type { FieldRule, FileAccess, PolicyProblem } from '../../core/failure.ts';
import { quotedAnywhere } from '../../core/quoting.ts';
import type { Remedy, Words } from './words.ts';

const jsonTypes = {
  text: 'a text, in quotes',
  number: 'a number',
  list: 'a list, in [ ]',
  object: 'an object, in { }',
  boolean: 'true or false',
} as const;

const enPathRules = {
  relative: 'must be a whole path, such as /home/alice/.aws/config',
  network: 'cannot be on a network share',
  'own-folder': "cannot be in Rolekeeper's own folder",
  'hidden-characters': 'cannot hold characters that nobody sees',
  'not-a-file': 'must be a regular file, not a folder, a device or a pipe',
  missing: 'must be a file that is there, or a new one in a folder that is there',
} as const;

export const enRules = {
  required: () => 'is needed',
  length: ({ min, max }) => `must have ${min} to ${max} characters`,
  characters: ({ allowed }) => `may hold these characters only: ${allowed}`,
  range: ({ min, max }) => `must be between ${min} and ${max}`,
  'whole-number': () => 'must be a whole number',
  'role-arn': () =>
    'must be the ARN of an IAM role, such as arn:aws:iam::123456789012:role/MyApp/MyS3Access',
  'six-digits': () => 'must be six digits',
  region: () => 'must be an AWS region, such as eu-central-1',
  endpoint: () =>
    'must be an https address (plain http on this computer only), such as https://sts.example.com',
  proxy: () => 'must be an http or https address, such as http://proxy.example.com:3128',
  'proxy-user': () =>
    'cannot hold a user or password, since settings.json is not encrypted. Set HTTPS_PROXY in the environment, or the proxy of the operating system, instead',
  'ca-bundle': () => 'must be the whole path of a PEM file with certificates that can be read',
  path: ({ broken }) => enPathRules[broken],
  reserved: ({ word }) => `cannot be ${word}, which has a meaning of its own in these files`,
  taken: ({ by }) => `is taken by the role ${by}`,
  'same-as-source': () =>
    'cannot be the source profile: the keys that call AWS would be overwritten',
  'unknown-field': () => 'is not a field of a role',
  'one-of': ({ options }) => `must be one of ${options.join(', ')}`,
  'mfa-device': () =>
    'cannot be a FIDO security key or passkey (…:u2f/…), since AWS takes their answers in a browser only. Use an authenticator app or a hardware token (…:mfa/…)',
  'needs-mfa-serial': () => 'cannot be each-time without an MFA device',
  count: ({ max }) => `may be given ${max} times at most`,
  'json-object': () => 'must be a policy document: a JSON object with Version and Statement',
  'json-type': ({ type }) => `must be ${jsonTypes[type]}`,
  'policies-length': ({ max, length }) =>
    `may have ${max} characters together with the policy ARNs, and has ${length}`,
  'policy-arn': () =>
    "must be the ARN of a managed policy of AWS or of the role's own account, such as arn:aws:iam::aws:policy/ReadOnlyAccess",
  prefix: ({ prefix }) => `cannot begin with ${prefix}, which AWS keeps for itself`,
  twice: () => 'is given twice, and AWS makes no difference between upper and lower case',
  'among-tags': () => 'must be the key of one of the tags',
  'key-value': () => 'must be KEY=VALUE',
  shell: ({ shell }) =>
    `cannot be written for ${shell}: it has a character that no quoting there keeps as it is`,
  item: ({ part, item, broken }) =>
    `cannot have the ${part === 'item' ? 'value' : part} “${item}”: it ${ruleText(broken)}`,
} satisfies Words['rules'];

export function ruleText(rule: FieldRule): string {
  const say = enRules[rule.rule] as (rule: FieldRule) => string;
  return say(rule);
}

export const enPolicyProblems = {
  'not-json': ({ message }) => (message === '' ? 'It is not JSON.' : `It is not JSON: ${message}`),
  'no-assume-role': () => 'No statement in it allows sts:AssumeRole.',
  wildcard: ({ resource }) =>
    `${resource} has a wildcard: it allows many roles and names none of them, and AWS assumes one role by its full ARN. Ask its owner for the ARN.`,
  placeholder: ({ placeholder }) =>
    `${placeholder} was left unfilled in it. Ask who sent the document for the value that belongs there.`,
  'not-a-role': ({ resource }) => `${resource} is not the ARN of an IAM role.`,
  denied: ({ resource }) => `It allows ${resource} in one statement and denies it in another.`,
  alias: ({ resource }) =>
    `This link names the account by its alias, ${resource}. Ask who sent it for the account's 12-digit number.`,
  'permission-set': ({ resource }) =>
    `${resource} is a permission set of IAM Identity Center, not an IAM role that can be assumed. Make a profile of it with aws configure sso: a role can have that profile as its source profile.`,
  portal: ({ resource }) =>
    `${resource} is an access portal of IAM Identity Center and names no role. Make a profile of it with aws configure sso: a role can have that profile as its source profile.`,
  session: ({ resource }) =>
    `${resource} is a session of a role, not the role. Ask for the ARN of the role.`,
  'trust-policy': () =>
    'This is the trust policy of a role: it says who may assume the role, and not which role that is. Ask who sent it for the ARN of the role.',
  'profile-without-role': () => 'None of these profiles has a role_arn.',
  'command-without-role': () => 'This command names no role: it has no --role-arn.',
  secret: () =>
    'There is a secret key or a token in this text. Rolekeeper takes none from you and has thrown the text away. Give that secret to nobody.',
  'too-long': () => 'The first 256 KB of this text name no role, and no more of it was read.',
  'nothing-known': () =>
    'Nothing in this text names a role: there is no ARN, policy, profile, link or assume-role command in it.',
  several: ({ roleArns }) =>
    `It allows several roles, and one has to be chosen:\n${roleArns.map((arn) => `  ${arn}`).join('\n')}`,
} satisfies Words['policyProblems'];

export function policyProblemText(problem: PolicyProblem): string {
  const say = enPolicyProblems[problem.why] as (problem: PolicyProblem) => string;
  return say(problem);
}

export const enBrokenRules = {
  'duplicate-section': 'this section stands in the file twice',
  'duplicate-key': 'this key stands in its section twice',
  'line-without-value-sign': 'this line is no section, no comment and has no "="',
  'key-before-header': 'this key stands before the first [section]',
  'unclosed-header': 'this [section has no closing bracket',
  'byte-order-mark':
    'the file begins with a byte order mark (some editors write it with "UTF-8 with BOM")',
  'not-utf8': 'this line has bytes that are not UTF-8',
} satisfies Words['brokenRules'];

export const enSectionHolds = {
  keys: "access keys that are not Rolekeeper's",
  credential_process: 'a credential_process',
  login_session: 'an AWS sign-in (login_session)',
  sso: 'an IAM Identity Center sign-in (sso_…)',
  web_identity: 'a web identity (web_identity_token_file)',
  role_arn: 'a role_arn of its own',
  'other-rolekeeper': 'a session that another Rolekeeper (of another home folder or machine) wrote',
} satisfies Words['sectionHolds'];

const systemWords: Readonly<Record<string, string>> = {
  EILSEQ: 'that a startup entry cannot hold this path: it has a line break or a "=" (EILSEQ)',
  EACCES: 'that this user may not (EACCES)',
  EPERM: 'that this user may not (EPERM)',
  ENOENT: 'that it is not there (ENOENT)',
  ENOSPC: 'that the disk is full (ENOSPC)',
  EDQUOT: 'that the disk quota is used up (EDQUOT)',
  EROFS: 'that the disk can only be read (EROFS)',
  EISDIR: 'that it is a folder (EISDIR)',
  ENOTDIR: 'that a part of its path is no folder (ENOTDIR)',
  EBUSY: 'that another program holds it (EBUSY)',
  ELOOP: 'that its links form a circle (ELOOP)',
  EIO: 'that the disk failed (EIO)',
};

/** Why Rolekeeper itself refuses a file or a folder. */
const refusals: Readonly<Record<string, (access: FileAccess) => string>> = {
  'is-pipe': () => 'It is a pipe, not a regular file',
  'is-socket': () => 'It is a socket, not a regular file',
  'is-device': () => 'It is a device, not a regular file',
  'is-link': () => 'It is a symbolic link, which is not followed here',
  'not-a-file': () => 'It is not a regular file',
  'not-a-folder': () => 'It is not a folder',
  'too-large': () => 'It is larger than Rolekeeper reads',
  'foreign-owner': ({ path, owner }) => `${path} belongs to another user (uid ${owner})`,
  'shared-file': ({ path, mode }) => `Other users can write ${path} (mode ${mode})`,
  'shared-folder': ({ path, mode }) => `Other users can exchange files in ${path} (mode ${mode})`,
  'other-files': () =>
    'It names other AWS files than those that Rolekeeper began with. Start Rolekeeper again',
  'read-only': ({ path, mode }) => `${path} is read-only for its owner (mode ${mode})`,
};

const NO_ACCESS: FileAccess = { path: 'It', owner: 0, mode: 'unknown' };

/** An error code of the operating system (errno) or of Rolekeeper, as a sentence. */
export function systemSays(code: string, access: FileAccess = NO_ACCESS): string {
  return refusals[code]?.(access) ?? `The system says ${systemWords[code] ?? code}`;
}

/** The remedy for Rolekeeper's own refusal; null for an error of the system. */
export function accessRemedy(code: string, access: FileAccess | undefined): Remedy | null {
  if (/^(?:is-|too-large$|not-a-file$|EISDIR$)/.test(code)) {
    return { label: 'Put a regular file in its place', command: null };
  }
  if (access === undefined) return null;
  const path = quotedAnywhere(access.path) ?? 'PATH';
  switch (code) {
    case 'foreign-owner':
      return {
        label: 'Run Rolekeeper as that user, or set ROLEKEEPER_HOME to a folder of your own',
        command: `sudo -u '#${access.owner}' rolekeeper status`,
      };
    case 'shared-file':
      return { label: 'Take the right to write it from others', command: `chmod 600 ${path}` };
    case 'shared-folder':
      return { label: 'Take the right to write it from others', command: `chmod go-w ${path}` };
    case 'read-only':
      return { label: 'Give yourself the right to write it', command: `chmod u+w ${path}` };
    default:
      return null;
  }
}

/** Why an MFA session was not kept over a restart. */
export const enNotKept = {
  'memory-constant-key':
    'There is no keyring here, and without one anyone could decrypt them, so they are not written.',
  'memory-no-keychain': "The system's keychain could not be used, so they are not written.",
  'memory-not-written': "They could not be written to Rolekeeper's folder.",
} as const;
