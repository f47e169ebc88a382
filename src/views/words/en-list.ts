import type { ListWords } from './list-words.ts';

export const enList = {
  pinned: 'Pinned',
  recent: 'Last used',
  others: 'Others',
  offline: 'Offline',
  goesOn: 'Continues when the network is back.',
  lastUsed: (time) => `last used ${time}`,
  group: 'Group',

  pin: 'Pin',
  unpin: 'Unpin',
  isPinned: 'Pinned',
  nowPinned: (name) => `Pinned ${name}.`,
  nowUnpinned: (name) => `Unpinned ${name}.`,
  copied: (profile) => `Copied ${profile}.`,

  found: (count) => (count === 1 ? '1 role found' : `${count} roles found`),
  enter: {
    switchOn: { mark: 'switches on', says: (name) => `Enter switches ${name} on.` },
    open: { mark: 'opens', says: (name) => `Enter opens ${name}.` },
  },
  more: (count) => (count === 1 ? 'Show 1 more role' : `Show ${count} more roles`),

  keys: {
    open: 'Keyboard shortcuts',
    title: 'Keyboard shortcuts',
    everywhere: 'Everywhere in the list',
    onRole: 'On a role',
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
    },
  },
} satisfies ListWords;
