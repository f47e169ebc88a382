import type { NameClash } from '../../core/discovery/planned-names.ts';
import { enDiscoveryPage } from './en-discovery-page.ts';
import type { TextPer } from './tagged.ts';

const roles = (count: number): string => `${count} ${count === 1 ? 'role' : 'roles'}`;
const sets = (count: number): string =>
  `${count} ${count === 1 ? 'permission set' : 'permission sets'}`;

/** Texts about roles that are added from Identity Center. */
export const enDiscovery = {
  open: 'Add from Identity Center',
  states: { new: 'new', known: 'already a role', vanished: 'no longer listed' },
  /** Why a role cannot be added under its name, as sentences. */
  clashes: {
    role: ({ roleName }) => `The role ${roleName} has this name.`,
    profile: ({ roleName, profile }) =>
      `The role ${roleName} writes to the profile ${profile} already.`,
    planned: ({ other }) =>
      `${other.permissionSet} in ${other.accountName || other.accountId} gets the same name or profile.`,
    unusable: () => 'AWS tools cannot use this name.',
  } satisfies TextPer<NameClash>,
  /** `accounts` is null until all accounts are known. */
  progress: ({
    accountsDone,
    accounts,
    permissionSets,
  }: {
    readonly accountsDone: number;
    readonly accounts: number | null;
    readonly permissionSets: number;
  }) =>
    accounts === null
      ? 'Listing the accounts…'
      : `${accountsDone} of ${accounts} accounts, ${sets(permissionSets)}`,
  throttled: 'AWS limits the requests, so this takes longer.',
  nothing: 'This sign-in has no accounts.',
  question: ({ added, removed }: { readonly added: number; readonly removed: number }) => {
    const parts = [
      ...(added > 0 ? [`add ${roles(added)}`] : []),
      ...(removed > 0 ? [`remove ${roles(removed)}, with the keys in the credentials file`] : []),
    ];
    const [first = '', ...rest] = parts;
    return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(' and ');
  },
  added: (count: number) => `Added ${roles(count)}.`,
  removed: (count: number) => `Removed ${roles(count)}.`,
  page: enDiscoveryPage,
};
