/** Texts of `role discover`. */
export const enCommandDiscovery = {
  columns: ['ACCOUNT', 'ID', 'PERMISSION SET', 'NAME', 'STATE'],
  planColumns: ['', 'NAME', 'PROFILE', 'GROUP', 'ACCOUNT', 'ID', 'PERMISSION SET'],
  add: 'add',
  remove: 'remove',
  howTo: 'Add them: rolekeeper role discover PATTERN… or rolekeeper role discover --all',
  howToRemove: 'Remove roles that are no longer listed: rolekeeper role discover --remove-vanished',
  unmatched: (pattern: string) => `The pattern ${pattern} matches no permission set.`,
  clash: (what: string, name: string, why: string) => `${what} cannot be added as ${name}. ${why}`,
  nothing: 'There is nothing to add.',
};
