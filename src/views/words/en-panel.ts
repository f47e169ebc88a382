import { enPanelForm } from './en-panel-role-form.ts';
import { enMfa } from './en-panel-mfa.ts';
import { enSignIn } from './en-panel-sign-in.ts';
import { enAccess } from './en-panel-access.ts';
import { enPreferences } from './en-panel-preferences.ts';
import type { CheckLevel } from '../../core/contract/check.ts';

export const enPanel = {
  title: 'Rolekeeper',
  back: 'Back',
  close: 'Close',
  dismiss: 'Dismiss',
  cancel: 'Cancel',
  copy: 'Copy',
  copied: 'Copied',
  details: 'Details',
  loading: 'Loading…',
  /** Shown if a call takes longer than a second. */
  working: 'Working…',
  stopped: {
    title: 'Rolekeeper has stopped',
    detail: 'This page shows the last known state. Start Rolekeeper and open the window again.',
  },

  addRole: 'Add a role',
  doctor: 'Doctor',
  settings: 'Settings',
  groups: { attention: 'Needs you', on: 'On', off: 'Off' },
  filter: 'Find a role',
  nothingFound: (query: string) =>
    `No role has “${query}” in its name, ARN, profiles, group or tags.`,

  status: {
    off: 'Off',
    waiting: 'On, waiting',
    assuming: 'Assuming…',
    until: (time: string) => `Until ${time}`,
    expired: (time: string) => `Expired ${time}`,
    refreshing: 'refreshing…',
    refreshes: (time: string) => `refreshes ${time}`,
    notRefreshed: 'not refreshed',
    triesAgain: (time: string) => `tries again ${time}`,
    triesSoon: 'tries again soon',
    waitsForYou: 'waits for you',
  },
  /** The label of a role's switch. */
  keep: (name: string) => `Keep ${name} fresh`,
  more: (name: string) => `More actions for ${name}`,
  actions: {
    refresh: 'Refresh now',
    assumeOnce: 'Assume once',
    switchOn: 'Switch on',
    release: 'Release',
    edit: 'Edit',
    access: 'Show required policies',
    copyProfile: 'Copy profile name',
    copyAccount: 'Copy account ID',
    copyEnvironment: 'Copy environment',
    console: 'Open console',
  },
  facts: {
    profile: 'Profile',
    source: 'Assumed from',
    keptBy: 'Kept fresh by',
    endpoint: 'Endpoint',
  },
  /** Short forms of labels in `remedies`, for rows. Each is a part of its label. */
  shortRemedies: {
    seeAccess: 'Policies',
    takeOver: 'Take over',
    restore: 'Restore',
    enterCode: 'Enter code',
    editRole: 'Edit role',
    openDoctor: 'Doctor',
    openSettings: 'Settings',
    tryAgain: 'Try again',
  },
  remedies: {
    tryAgain: 'Try again',
    getSession: 'Get a session',
    takeOver: 'Take over the profile…',
    enterCode: 'Enter code',
    seeAccess: 'Show required policies',
    editRole: 'Edit role',
    openDoctor: 'Open doctor',
    openSettings: 'Open settings',
    signIn: 'Sign in',
    restore: 'Restore the backup',
    seeRoles: 'Show roles',
    addRole: 'Add a role',
    copy: 'Copy',
    open: 'Open',
  },

  firstRun: {
    title: 'Keep your AWS roles fresh',
    lead: 'Rolekeeper gets temporary credentials for a role, writes them into a profile of ~/.aws/credentials, and refreshes them before they expire. Choose how to add your first role.',
    steps: ['Check your identity', 'Paste the role', 'Test it'],
    note: 'Your own keys and all other lines of the file do not change.',
  },

  form: enPanelForm,

  mfa: enMfa,

  signIn: enSignIn,

  access: enAccess,

  doctorPage: {
    title: 'Doctor',
    lead: 'The files, roles and servers that Rolekeeper depends on, checked now.',
    again: 'Check again',
    checking: 'Checking…',
    noProblem: 'No problem found.',
    roles: 'Roles',
    moreRoles: (count: number) => `and ${count} more`,
    levels: {
      good: 'Good',
      warning: 'Warning',
      bad: 'Needs repair',
      skipped: 'Not checked',
    } satisfies Record<CheckLevel, string>,
  },

  preferences: enPreferences,
};
