const roles = (count: number): string => `${count} ${count === 1 ? 'role' : 'roles'}`;
const accounts = (count: number): string => `${count} ${count === 1 ? 'account' : 'accounts'}`;
const sets = (count: number): string =>
  `${count} ${count === 1 ? 'permission set' : 'permission sets'}`;

/** The panel's page "Add from Identity Center". */
export const enDiscoveryPage = {
  lead: 'Sign in once. Then choose from all accounts and permission sets that you have.',
  signIn: 'Sign-in',
  another: 'Another start URL',
  start: 'List my accounts',
  starting: 'Asking AWS…',
  waiting: 'Waiting until you are signed in.',
  showCode: 'Show the code',
  listing: (signIn: string) => `Listing ${signIn}`,
  listed: (counts: { readonly accounts: number; readonly permissionSets: number }) =>
    `${accounts(counts.accounts)}, ${sets(counts.permissionSets)}`,
  anotherSignIn: 'Another sign-in',
  unlisted: (count: number) => `AWS did not list the permission sets of ${accounts(count)}`,

  vanishedTitle: (counts: { readonly roles: number; readonly others: number }) => {
    const others = counts.others === 0 ? '' : ` and ${counts.others} without a role`;
    return `No longer listed: ${roles(counts.roles)}${others}`;
  },
  vanishedLead:
    'Identity Center does not list these permission sets any more. Their roles stay until you remove them.',
  roleOf: (role: string) => `Role ${role}`,
  remove: 'Remove…',
  removeOf: (role: string) => `Remove ${role}`,
  removeAll: (count: number) => `Remove ${roles(count)}…`,
  askRemove: (count: number) => ({
    title: count === 1 ? 'Remove the role?' : `Remove ${roles(count)}?`,
    detail: `Rolekeeper removes ${count === 1 ? 'its session' : 'their sessions'} from the credentials file. Identity Center and your config file do not change.`,
    confirm: 'Remove',
  }),
  listedAgain: (count: number) =>
    count === 1
      ? 'AWS lists the permission set again. Its role stays.'
      : `AWS lists ${sets(count)} again. Their roles stay.`,
  listedAt: (time: string) => `Listed at ${time}`,
  listAgain: 'List again',
  notRemoved: (count: number) => `${roles(count)} could not be removed.`,

  template: 'Role name',
  group: 'Group',
  placeholders: (known: readonly string[]) => `Placeholders: ${known.join(', ')}`,
  names: 'Names',
  namesLike: (example: string) => `Names, such as ${example}`,
  search: 'Find an account or a permission set',
  show: 'Show',
  shown: { all: 'All', chosen: 'Selected', 'to-change': 'Names to change' },
  count: (label: string, count: number) => `${label} (${count})`,
  nothingShown: 'No permission set matches.',
  all: (count: number) => `Select all ${count}`,
  allOf: (account: string) => `All of ${account}`,
  one: ({ permissionSet, account }: { readonly permissionSet: string; readonly account: string }) =>
    `${permissionSet} in ${account}`,
  ofAccount: ({ of, chosen }: { readonly of: number; readonly chosen: number }) =>
    chosen === 0 ? sets(of) : `${chosen} of ${of} selected`,
  known: (role: string) => `Already the role ${role}`,
  rename: 'Rename',
  renameOf: (role: string) => `Rename ${role}`,
  name: (permissionSet: string) => `Name of the role for ${permissionSet}`,
  becomes: (name: string) => `Becomes ${name}.`,
  clashes: (count: number) =>
    count === 1
      ? '1 role is not added, because its name cannot be used.'
      : `${count} roles are not added, because their names cannot be used.`,
  showClashes: 'Show names to change',
  add: (count: number) => (count === 0 ? 'Add the selected roles' : `Add ${roles(count)}`),
  adding: 'Adding…',
  notAdded: (count: number) => `${roles(count)} could not be added.`,
  more: (count: number) => (count === 1 ? 'Show 1 more account' : `Show ${count} more accounts`),
};
