import type { RoleKey } from '../panel/list-keys.ts';
export const enList = {
  /** Headings besides "needs attention", "on" and "off". */
  pinned: 'Pinned',
  recent: 'Last used',
  others: 'Others',
  /** Shown under the summary while the network is down. */
  offline: 'Offline',
  goesOn: 'Continues when the network is back.',
  lastUsed: (time: string) => `last used ${time}`,

  /** The most used actions of a card, with an icon. Each label is a part of the action's name. */
  short: {
    'copy-profile': 'Profile',
    refresh: 'Refresh',
  },
  pin: 'Pin',
  unpin: 'Unpin',
  isPinned: 'Pinned',
  nowPinned: (name: string) => `Pinned ${name}.`,
  nowUnpinned: (name: string) => `Unpinned ${name}.`,
  copied: (text: string) => `Copied ${text}.`,
  /** The label of a text that a click copies. */
  copyPart: ({ label, text }: { label: string; text: string }) => `Copy ${label}: ${text}`,

  found: (count: number) => (count === 1 ? '1 role found' : `${count} roles found`),
  /** What Enter does with the first match: a label beside it, and a sentence. */
  enter: {
    switchOn: { mark: 'switches on', says: (name: string) => `Enter switches ${name} on.` },
    open: { mark: 'opens', says: (name: string) => `Enter opens ${name}.` },
  },
  more: (count: number) => (count === 1 ? 'Show 1 more role' : `Show ${count} more roles`),

  keys: {
    open: 'Keyboard shortcuts',
    title: 'Keyboard shortcuts',
    everywhere: 'Everywhere in the list',
    onRole: 'On a role',
    /** The labels on the keys. */
    names: { enter: 'Enter', escape: 'Esc' },
    does: {
      type: 'Find a role',
      takeFirst: 'In the search: switch on the first match',
      move: 'Next role, previous role',
      clear: 'Clear the search, then close',
      show: 'Show keyboard shortcuts',
      open: 'Open it',
      switch: 'Keep it fresh, or release it',
      refresh: 'Refresh it now',
      copy: 'Copy its profile name',
      pin: 'Pin it, or unpin it',
      edit: 'Edit it',
    } satisfies Record<'type' | 'takeFirst' | 'move' | 'clear' | 'show' | 'open' | RoleKey, string>,
  },
};
