import type { KeyAction } from '../panel/list-keys.ts';
export const enList = {
  /** Headings besides "needs attention", "on" and "off". */
  pinned: 'Pinned',
  recent: 'Last used',
  others: 'Others',
  /** Shown under the summary while the network is down. */
  offline: 'Offline',
  offlineHint: 'Rolekeeper continues when the network is back.',
  lastUsed: (time: string) => `last used ${time}`,

  /** The most used actions of a card, with an icon. Each label is a part of the action's name. */
  short: {
    console: 'Console',
    'copy-environment': 'Environment',
    'copy-profile': 'Profile',
    refresh: 'Refresh',
  },
  copiedEnvironment: (name: string) =>
    `Copied the environment of ${name}. The clipboard is cleared in 1 min.`,
  pin: 'Pin',
  unpin: 'Unpin',
  isPinned: 'Pinned',
  moves: { 'move-up': 'Move up', 'move-down': 'Move down' },
  nowMoved: ({ name, position, count }: { name: string; position: number; count: number }) =>
    `${name} is now ${position === 1 ? 'first' : position === count ? 'last' : `number ${position}`} of ${count}.`,
  nowPinned: (name: string) => `Pinned ${name}.`,
  nowUnpinned: (name: string) => `Unpinned ${name}.`,
  copied: (text: string) => `Copied ${text}.`,
  /** The label of a text that a click copies. */
  copyPart: ({ label, text }: { label: string; text: string }) => `Copy ${label}: ${text}`,

  found: (count: number) => (count === 1 ? '1 role found' : `${count} roles found`),
  /** What Enter does with the marked role, as a label beside the role and as a sentence. */
  enter: {
    switchOn: { mark: 'switches on', says: (name: string) => `Enter switches ${name} on.` },
    open: { mark: 'opens', says: (name: string) => `Enter opens ${name}.` },
  },
  more: (count: number) => (count === 1 ? 'Show 1 more role' : `Show ${count} more roles`),
  moreProblems: (count: number) =>
    count === 1 ? 'Show 1 more problem' : `Show ${count} more problems`,

  /** The palette, which Ctrl+K or ⌘K opens. */
  palette: {
    title: 'Roles and actions',
    find: 'Find a role or an action',
    nothing: 'No role or action has these words.',
  },

  keys: {
    open: 'Keyboard shortcuts',
    title: 'Keyboard shortcuts',
    everywhere: 'Everywhere in the list',
    onRole: 'On a role',
    /** The labels on the keys. */
    names: { enter: 'Enter', escape: 'Esc', control: 'Ctrl', shift: 'Shift' },
    does: {
      type: 'Find a role',
      takeMarked: 'In the search: switch on or open the marked role',
      move: 'Next role, previous role',
      clear: 'Clear the search, then close',
      show: 'Show keyboard shortcuts',
      palette: 'Find a role or an action',
      open: 'Open it',
    },
    acts: {
      switch: 'Keep it fresh, or release it',
      console: 'Open its console',
      'copy-profile': 'Copy its profile name',
      'copy-environment': 'Copy its environment',
      'copy-account': 'Copy its account ID',
      refresh: 'Refresh it now',
      pin: 'Pin it, or unpin it',
      'move-up': 'Move it up among the pinned roles',
      'move-down': 'Move it down among the pinned roles',
      edit: 'Edit it',
    } satisfies Record<KeyAction, string>,
  },
};
