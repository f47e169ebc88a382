import type { NoticeText } from './texts.ts';
import type { Action, Route } from '../../core/contract/action.ts';

/** "one", "one and two", "one, two and 5 more". */
function listOf(names: readonly string[]): string {
  const [first = '', second = ''] = names;
  if (names.length <= 1) return first;
  return names.length === 2
    ? `${first} and ${second}`
    : `${first}, ${second} and ${names.length - 2} more`;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const subject = (names: readonly string[], one: string, many: string): string =>
  names.length === 1 ? `${listOf(names)} ${one}` : `${names.length} roles ${many}`;

/** Returns the names if the title says only how many roles there are. */
const who = (names: readonly string[]): string => (names.length === 1 ? '' : ` (${listOf(names)})`);

const clickTexts: Readonly<Record<Route['kind'], string>> = {
  roles: 'Click to show the roles',
  role: 'Click to edit the role',
  'new-role': 'Click to add a role',
  import: 'Click to see what can be imported',
  discover: 'Click to see what Identity Center lists',
  access: 'Click to see what is missing',
  mfa: 'Click to enter the code',
  'sign-in': 'Click to see the code',
  activity: 'Click to see what happened',
  doctor: 'Click to see what is wrong',
  settings: 'Click to see the settings',
};

function clickTo(action: Action): string {
  if (action.kind === 'show') return clickTexts[action.route.kind];
  if (action.kind === 'copy') return 'Click to copy';
  if (action.kind === 'open') return 'Click to open the page';
  if (action.kind === 'open-file') return 'Click to open the file';
  if (action.kind === 'open-console') return 'Click to open the console';
  if (action.kind === 'copy-environment') return 'Click to copy its environment';
  switch (action.kind) {
    case 'assume':
    case 'refresh':
      return 'Click to try again';
    case 'take-over':
      return 'Click to take over the profile';
    case 'sign-in':
      return 'Click to sign in';
    case 'release':
      return 'Click to release';
    case 'restore':
      return 'Click to restore it';
  }
}

interface NoticeFacts {
  readonly names: readonly string[];
  readonly cause: string;
  readonly action: Action;
}

/** Desktop notifications. `names` are the roles with one cause, safe to show. */
export const enNotices = {
  blocked: ({ names, cause, action }: NoticeFacts): NoticeText => ({
    title: subject(names, 'needs you', 'need you'),
    body: `${sentence(cause)} ${clickTo(action)}${who(names)}.`,
  }),
  expiring: ({ names, cause, action, until }: NoticeFacts & { until: string }): NoticeText => ({
    title: subject(names, `expires at ${until}`, `expire, the first at ${until}`),
    body: `Refreshing fails: ${cause}. ${clickTo(action)}${who(names)}.`,
  }),
  expired: ({ names, cause, action }: NoticeFacts): NoticeText => ({
    title: subject(names, 'has expired', 'have expired'),
    body: `Refreshing failed: ${cause}. ${clickTo(action)}${who(names)}.`,
  }),
  /** `until` is the end of the current MFA session; null if a role is waiting. */
  mfaNeeded: ({
    names,
    sourceProfile,
    until,
  }: {
    names: readonly string[];
    sourceProfile: string;
    until: string | null;
  }): NoticeText => ({
    title: until === null ? 'MFA code needed' : `MFA code needed by ${until}`,
    body:
      names.length === 0
        ? `For the profile ${sourceProfile}. ${clickTexts.mfa}.`
        : `For ${listOf(names)}. ${clickTexts.mfa}.`,
  }),
  recovered: ({ names, until }: { names: readonly string[]; until: string }): NoticeText => ({
    title: subject(names, 'works again', 'work again'),
    body: names.length === 1 ? `Valid until ${until}.` : `${listOf(names)}, valid until ${until}.`,
  }),
};
