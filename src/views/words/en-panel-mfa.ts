import { listOf } from './en-phrases.ts';
export const enMfa = {
  title: 'MFA code',
  lead: ({ device, sourceProfile }: { device: string; sourceProfile: string }) =>
    `Enter the code on your device “${device}”, for the source profile ${sourceProfile}.`,
  /** Shown if the code does not go to AWS. */
  goesTo: (host: string) => `The code goes to ${host}, which is not AWS.`,
  serves: (names: readonly string[]) =>
    names.length === 1
      ? `For the role ${names[0] ?? ''}.`
      : `One code for the roles ${listOf(names)}.`,
  code: 'Six-digit code',
  hint: 'The code is sent after the sixth digit. AWS accepts each code once.',
  checking: 'Asking AWS…',
  submit: 'Send',
  waitFor: (seconds: number) => `The next code can be sent in ${seconds} s.`,
  /** `until` is the end of the current MFA session; null if a role is waiting. */
  banner: ({
    device,
    names,
    until,
  }: {
    device: string;
    names: readonly string[];
    until: string | null;
  }) =>
    until === null
      ? `${listOf(names)} ${names.length === 1 ? 'waits' : 'wait'} for a code from “${device}”.`
      : `${listOf(names)} ${names.length === 1 ? 'needs' : 'need'} a code from “${device}” by ${until}.`,
  until: (until: string) =>
    `The current sessions last until ${until}. With a new code, the roles stay fresh after that.`,
  later: 'Remind me in an hour',
  processFailed: ({ sourceProfile, cause }: { sourceProfile: string; cause: string }) =>
    `The mfa_process of ${sourceProfile} gave no usable code: ${cause}.`,
  enter: 'Enter code',
};
