import type { FormWords } from './form-words.ts';

const WHAT = {
  arn: 'the ARN of a role',
  policy: 'a policy document',
  profile: 'a profile of the config file',
  command: 'an assume-role command',
} as const;

const others = (count: number): string => `${count} other ${count === 1 ? 'value' : 'values'}`;

export const enForm = {
  paste: {
    found: ({ from, further }) => `Found ${WHAT[from]}${further === 0 ? '' : `: the ARN and ${others(further)}`}.`,
    choose: {
      policy: 'The document allows several roles. Which one?',
      profile: 'There are several roles in it. Which one?',
    },
    passedOver: (names) => `Not taken over: ${names.join(', ')}.`,
    secret:
      'There is a secret key or a token in this text. Rolekeeper takes none from you and has thrown the text away. Give that secret to nobody.',
    noRole: {
      profile: 'None of these profiles has a role_arn.',
      command: 'This command names no role: it has no --role-arn.',
    },
    endpoint: (endpoint) =>
      `Requests of this role go to ${endpoint}, which is not AWS. Rolekeeper asks before it uses that server.`,
  },
  clipboard: {
    offer: {
      arn: 'The ARN of a role is on your clipboard',
      policy: 'A policy document is on your clipboard',
      profile: 'A profile of a config file is on your clipboard',
      command: 'An assume-role command is on your clipboard',
    },
    use: 'Use it',
    look: 'Paste from the clipboard',
    nothing: 'Nothing on the clipboard names a role.',
  },
  gives: {
    keys: 'access keys',
    'temporary-keys': 'temporary keys',
    credential_process: 'a credential_process',
    credential_source: 'this machine’s own credentials',
    sso: 'IAM Identity Center',
    web_identity: 'a web identity token',
    login_session: 'aws login',
    role_arn: 'a role of the config file',
    role: 'a role of Rolekeeper',
  },
  sourceGives: ({ profile, gives }) => `Its credentials call AWS. ${profile} has ${gives}.`,
  beforeSaving: 'Worth knowing before you save',
  trial: {
    run: 'Test',
    again: 'Test again',
    running: 'Asking AWS…',
    title: 'Test',
    lead: 'AWS is asked with what stands above. Nothing is saved, no file is written, and what AWS gives is thrown away.',
    source: ({ profile, gives }) => `The source profile ${profile} has credentials: ${gives}`,
    through: (profiles) => `Through ${profiles.join(', then ')}`,
    caller: 'AWS knows who calls',
    code: (device) => `Confirmed with the MFA device “${device}”`,
    assume: (until) => `The role can be assumed, now until ${until}`,
    denied: (message) =>
      `AWS said: ${message}\nThree causes are usual: the caller’s own policy does not allow it, the role does not trust the caller, or the external ID is another one. These two documents settle the first two.`,
    works: 'Everything works.',
    fails: 'It does not work yet.',
    askCode: ({ device, sourceProfile }) =>
      `AWS wants a code to go on: the one that your device “${device}” shows now, for the source profile ${sourceProfile}.`,
    toField: (label) => `Go to ${label}`,
    tones: { good: 'Done', bad: 'Failed' },
  },
  duplicate: 'Duplicate',
  askReplace: {
    title: 'Replace the role that you began?',
    detail: 'The form of a new role holds something that was not added yet.',
    confirm: 'Replace',
  },
  undo: 'Undo',
  putBack: (name) => `${name} is back.`,
} satisfies FormWords;
