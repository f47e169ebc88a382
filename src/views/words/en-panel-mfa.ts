import { listed } from './en-phrases.ts';
export const enMfa = {
  title: 'MFA code',
  lead: ({ device, sourceProfile }: { device: string; sourceProfile: string }) =>
    `The code on your device “${device}”, for the source profile ${sourceProfile}.`,
  /** Shown if the code does not go to AWS. */
  goesTo: (host: string) => `The code goes to ${host}, which is not AWS.`,
  serves: (names: readonly string[]) =>
    names.length === 1 ? `For ${names[0] ?? ''}.` : `One code for ${listed(names)}.`,
  code: 'Six-digit code',
  hint: 'Sent after the sixth digit. AWS accepts a code once.',
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
      ? `${listed(names)} ${names.length === 1 ? 'waits' : 'wait'} for a code of “${device}”.`
      : `${listed(names)} ${names.length === 1 ? 'needs' : 'need'} a code of “${device}” by ${until}.`,
  until: (until: string) => `The present sessions last until ${until}. A new code continues them.`,
  later: 'Remind me in an hour',
  processFailed: ({ sourceProfile, message }: { sourceProfile: string; message: string }) =>
    `The mfa_process of ${sourceProfile} gave no code: ${message}.`,
  enter: 'Enter code',
};
