import type { QuestionText } from './texts.ts';
import type { AccessDenied } from '../../core/sts/denial.ts';
import type { ChainLeaf } from '../../core/roles/sources/source-chain.ts';
import type { CredentialKind } from '../../core/credential-kind.ts';
import type { Unused, PastedRole } from '../../core/roles/pasted/pasted-role.ts';
import { enDenial, enLikelyCauses, enMissingDevice } from './en-denial.ts';

const WHAT = {
  arn: 'the ARN of a role',
  policy: 'a policy document',
  profile: 'a profile of the config file',
  command: 'an assume-role command',
  description: 'the description of a role',
  link: 'a link to switch roles',
  values: 'the values of a role',
} as const;

const any = (values: readonly string[]): string => values.join(' or ');

const duration = (seconds: number): string =>
  seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;

const others = (count: number): string => `${count} other ${count === 1 ? 'value' : 'values'}`;

export const enForm = {
  paste: {
    /** `further` counts the fields filled besides the ARN. */
    found: ({ from, further }: { from: PastedRole['from']; further: number }) =>
      `Found ${WHAT[from]}${further === 0 ? '' : `: the ARN and ${others(further)}`}.`,
    /** Fields that the text has no value for. */
    open: (labels: readonly string[]) => `Not in the text: ${labels.join(', ')}.`,
    choose: 'The text has several roles. Select one.',
    filled: 'Filled from the text',
    /** A field that the person typed into, although the paste has another text for it. */
    kept: ({ label, typed, pasted }: { label: string; typed: string; pasted: string }) =>
      `${label} ${typed === '' ? 'stays empty, because you cleared it' : `keeps ${typed}, as you typed it`}. The text has ${pasted}.`,
    usePasted: (label: string) => `Use ${label} from the text`,
    skipped: (names: readonly string[]) => `Not used: ${names.join(', ')}.`,
    /** What was recognised but not used. */
    left: {
      unclear: (text) => `Not used: ${text}. It is not clear which role it belongs to.`,
      several: (text) => `Not used: ${text}. The text has several values for this field.`,
      'cut-off': (text) => `The document in the text is cut off: “${text}…” is never closed.`,
      differs: (text) => `Not used: ${text}. The text has another value, which was used.`,
      invalid: (text) => `Not used: ${text}. It is not a valid value for the field.`,
      placeholder: (text) => `${text} is a placeholder. Ask the sender for the value.`,
      wildcard: (text) => `Not used: ${text}. It has a wildcard, so it names no single role.`,
      'not-a-role': (text) => `Not used: ${text}. It is not the ARN of an IAM role.`,
      denied: (text) => `Not used: ${text}. Another statement denies it.`,
      caller: (text) => `Not used: ${text}. It is the caller in the trust policy.`,
      alias: (text) =>
        `Not used: the link with the account alias ${text}. Rolekeeper needs the account's 12-digit number.`,
      'permission-set': (text) =>
        `Not used: ${text}. It is a permission set of IAM Identity Center, which cannot be assumed.`,
      portal: (text) =>
        `Not used: ${text}. It is an access portal of IAM Identity Center, which names no role.`,
      session: (text) => `Not used: ${text}. It is a session of a role, not the role.`,
      'path-unknown': (text) =>
        `The role ARN was made from the session ${text}. If the role has a path, add it.`,
      joined: (text) => `The role ARN ${text} was joined from several lines. Check its end.`,
      'may-go-on': (text) =>
        `The line after the role ARN begins with ${text}. Check whether this text belongs to the ARN.`,
      'too-many': (text) => `Not used: ${text}. The text has too many roles.`,
    } satisfies Record<Unused['kind'], (text: string) => string>,
    /** Shown if the text was too long to be read completely. */
    cut: 'Only the first 256 KB of the text were read.',
    /** The conditions of a pasted policy that the form does not meet. */
    demands: {
      mfa: 'MFA is required. Enter the MFA device.',
      'mfa-age': (seconds: number) =>
        `The policy requires MFA with a code at most ${duration(seconds)} old. Enter the MFA device.`,
      'external-id': (values: readonly string[]) =>
        values.length === 0
          ? 'The policy requires an external ID.'
          : `The policy requires the external ID ${any(values)}.`,
      'session-name': (values: readonly string[]) =>
        values.length === 0
          ? 'The policy requires a session name.'
          : `The policy requires the session name ${any(values)}.`,
      'source-identity': (values: readonly string[]) =>
        values.length === 0
          ? 'The policy requires a source identity.'
          : `The policy requires the source identity ${any(values)}.`,
      tag: ({ key, values }: { key: string; values: readonly string[] }) =>
        values.length === 0
          ? `The policy requires the session tag ${key}.`
          : `The policy requires the session tag ${key} with the value ${any(values)}.`,
      other: (text: string) => `The policy has another condition: ${text}.`,
    },
    endpoint: (endpoint: string) =>
      `Requests of this role go to ${endpoint}, which is not AWS. Rolekeeper asks before it uses that server.`,
  },
  clipboard: {
    offer: {
      arn: 'The ARN of a role is on your clipboard',
      policy: 'A policy document is on your clipboard',
      profile: 'A profile of a config file is on your clipboard',
      command: 'An assume-role command is on your clipboard',
      description: 'The description of a role is on your clipboard',
      link: 'A link to switch roles is on your clipboard',
      values: 'The values of a role are on your clipboard',
    } satisfies Record<PastedRole['from'], string>,
    use: 'Use it',
    read: 'Paste from the clipboard',
    nothing: 'The clipboard has no role.',
  },
  /** What kind of credentials a profile has. */
  credentialKinds: {
    keys: 'access keys',
    'temporary-keys': 'temporary keys',
    credential_process: 'a credential_process',
    credential_source: 'this computer’s own credentials',
    sso: 'an IAM Identity Center sign-in',
    web_identity: 'a web identity token',
    login_session: 'an AWS sign-in (aws login)',
    role_arn: 'a role of the config file',
    role: 'a role of Rolekeeper',
  } satisfies Record<CredentialKind | ChainLeaf['kind'] | 'role', string>,
  sourceHint: ({ profile, credentials }: { profile: string; credentials: string }) =>
    `The profile whose credentials assume the role. ${profile} has ${credentials}.`,
  beforeSaving: 'Before you save',
  test: {
    run: 'Test',
    again: 'Test again',
    running: 'Asking AWS…',
    title: 'Test',
    lead: 'Calls AWS with the values above. Saves nothing, writes no file, and discards the credentials.',
    source: ({ profile, credentials }: { profile: string; credentials: string }) =>
      `The source profile ${profile} has credentials: ${credentials}`,
    through: (profiles: readonly string[]) => `Through ${profiles.join(', then ')}`,
    caller: 'AWS knows the caller',
    code: (device: string) => `Confirmed with the MFA device “${device}”`,
    assume: (until: string) =>
      `The role can be assumed. A session that starts now lasts until ${until}`,
    denied: (failure: AccessDenied) =>
      [
        failure.message === '' ? null : `AWS said: ${failure.message}`,
        enDenial(failure.denial),
        enLikelyCauses(failure, () => ''),
        failure.denial.cause === 'unknown' ? 'Both policies below must be attached.' : null,
      ]
        .filter((line) => line !== null)
        .join('\n'),
    missingDevice: enMissingDevice,
    works: 'Everything works.',
    fails: 'It does not work yet.',
    askCode: ({ device, sourceProfile }: { device: string; sourceProfile: string }) =>
      `AWS needs the code on your device “${device}” for the source profile ${sourceProfile}.`,
    toField: (label: string) => `Go to ${label}`,
    /** A step's result, for screen readers. */
    tones: { good: 'Done', bad: 'Failed' },
  },
  duplicate: 'Duplicate',
  /** Asked if the new role's form already contains something else. */
  askReplace: {
    title: 'Replace your draft?',
    detail: 'The form for a new role has unsaved values.',
    confirm: 'Replace',
  } satisfies QuestionText,
  undo: 'Undo',
  putBack: (name: string) => `Restored ${name}.`,
};
