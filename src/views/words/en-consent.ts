import type { QuestionText } from './texts.ts';
import type { TrustSetting } from '../../core/consent-question.ts';
import type { OtherCredentialKind } from '../../core/file-failure.ts';
import { enCredentialKinds } from './en-rules.ts';

const settings = {
  credentialsFile: {
    label: 'credentials file',
    effect: 'After the next start, Rolekeeper reads this file and writes session keys into it.',
  },
  configFile: {
    label: 'config file',
    effect:
      'After the next start, Rolekeeper runs the commands in this file (credential_process, mfa_process).',
  },
  alsoWriteTo: {
    label: 'second credentials file',
    effect: 'Rolekeeper writes the session keys of all roles into this file too.',
  },
  proxy: {
    label: 'proxy',
    effect: 'Every request to AWS goes through this server.',
  },
  caBundle: {
    label: 'certificates',
    effect:
      'Rolekeeper trusts every server whose certificate an authority in this file has signed.',
  },
} as const;

export const enConsent = {
  /** For `present` and `next`, null means the default of AWS or the system. */
  preference: ({
    name,
    present,
    next,
  }: {
    name: TrustSetting;
    present: string | null;
    next: string | null;
  }): QuestionText => ({
    title: `Change the ${settings[name].label}?`,
    detail: [
      `Now: ${present ?? 'default'}`,
      `New: ${next ?? 'default'}`,
      ...(next === null ? [] : [settings[name].effect]),
      'Allow this only if you asked for this change.',
    ].join('\n'),
    confirm: 'Change it',
  }),
  /** `more` counts roles besides those in `names`. */
  endpoint: ({
    endpoint,
    names,
    more,
  }: {
    endpoint: string;
    names: readonly string[];
    more: number;
  }): QuestionText => ({
    title: 'Send requests to a server that is not AWS?',
    detail: [
      `Server: ${endpoint}`,
      `Roles: ${names.join(', ')}${more === 0 ? '' : ` and ${more} more`}`,
      'This server gets requests that your keys sign, and it gets your MFA codes.',
      'Allow this only if you know this server.',
    ].join('\n'),
    confirm: 'Allow this server',
  }),
  browser: ({
    command,
    names,
    more,
  }: {
    command: string;
    names: readonly string[];
    more: number;
  }): QuestionText => ({
    title: 'Run this program to open the console?',
    detail: [
      `Command: ${command}`,
      `Roles: ${names.join(', ')}${more === 0 ? '' : ` and ${more} more`}`,
      'Rolekeeper runs it on this computer each time you open the console as one of these roles.',
      'Allow this only if you entered this command yourself.',
    ].join('\n'),
    confirm: 'Allow this program',
  }),
  takeOver: ({
    name,
    profile,
    file,
    isConfig,
    holds,
  }: {
    name: string;
    profile: string;
    file: string;
    isConfig: boolean;
    holds: OtherCredentialKind;
  }): QuestionText => ({
    title: `Take over the profile ${profile} for ${name}?`,
    detail: [
      `The profile has ${enCredentialKinds[holds]}.`,
      `File: ${file}`,
      isConfig
        ? 'This file does not change. The keys go into the credentials file.'
        : 'Rolekeeper makes a backup first. "rolekeeper restore" restores it.',
    ].join('\n'),
    confirm: 'Take over',
  }),
  /**
   * `profile` is null if the whole file is replaced. `more` counts sections besides those in
   * `names`.
   */
  restore: ({
    profile,
    file,
    at,
    names,
    more,
  }: {
    profile: string | null;
    file: string;
    at: string;
    names: readonly string[];
    more: number;
  }): QuestionText => ({
    title:
      profile === null
        ? 'Replace your credentials file with a backup?'
        : `Replace the profile ${profile} with a backup?`,
    detail: [
      `File: ${file}`,
      `Backup of: ${at}`,
      `Profiles that change: ${names.join(', ')}${more === 0 ? '' : ` and ${more} more`}`,
      'Rolekeeper makes a backup of the current keys first.',
    ].join('\n'),
    confirm: 'Replace',
  }),
  /** `copies` describes some copies and their times. `more` counts the others. */
  purge: ({ copies, more }: { copies: readonly string[]; more: number }): QuestionText => ({
    title: 'Delete the backups of your credentials file permanently?',
    detail: [...copies, ...(more === 0 ? [] : [`and ${more} more`]), 'This cannot be undone.'].join(
      '\n',
    ),
    confirm: 'Delete',
  }),
  cancel: 'Cancel',
  /** Shown beside a trust setting in the preview of an import. */
  asked: 'Rolekeeper asks before it changes this.',
  /** A trust setting's current and new value. */
  change: ({ present, next }: { present: string | null; next: string }) =>
    `Now: ${present ?? 'default'}. New: ${next}`,
  /** Shown if nobody can answer. */
  nobodyToAsk: 'Rolekeeper could not ask, because there is no terminal.',
};
