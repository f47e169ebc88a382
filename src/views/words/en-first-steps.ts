import type { CallerKind } from '../../core/roles/access/access.ts';
import { enDiscovery } from './en-discovery.ts';
import { enImport } from './en-import.ts';
import { enPanel } from './en-panel.ts';

export const enFirstSteps = {
  /** The ways to add a role. */
  ways: {
    discover: {
      label: enDiscovery.open,
      detail: 'Sign in once and choose from your accounts and permission sets.',
    },
    import: { label: enImport.open, detail: 'Roles that your AWS tools know already.' },
    paste: {
      label: 'Paste a role',
      detail: 'An ARN, a policy or a command that someone sent you.',
    },
  },
  /** The number of roles in the config file that can be added. */
  found: (count: number) =>
    `${count} ${count === 1 ? 'role' : 'roles'} found. The file does not change.`,
  asking: (profile: string) => `Asking AWS who ${profile} is…`,
  /** `owner` is the profile whose credentials were used. It can be `profile` itself. */
  identity: ({ profile, owner, kind }: { profile: string; owner: string; kind: CallerKind }) =>
    `To AWS, ${profile === owner ? profile : `${owner}, the source of ${profile},`} is ${enPanel.access.kinds[kind]}:`,
  again: 'Ask again',
  step: ({ step, of }: { step: number; of: number }) => `Step ${step} of ${of}`,
  assumeNow: 'Assume it now',
  assumeNamed: (name: string) => `Assume ${name}`,
  lastStep: 'Last step: assume the role. Rolekeeper then keeps it fresh.',
  works: (name: string) => `${name} works`,
  command: 'Command',
  you: 'AWS says you are',
};
