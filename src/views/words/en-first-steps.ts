import type { CallerKind } from '../../core/roles/access/access.ts';
import { enPanel } from './en-panel.ts';

export const enFirstSteps = {
  /** The number of roles in the config file that can be added. */
  found: (count: number) => `${count} ${count === 1 ? 'role' : 'roles'} found in ~/.aws/config`,
  foundDetail: 'Import them. The file does not change.',
  asking: (profile: string) => `Asking AWS who ${profile} is…`,
  /** `owner` is the profile whose credentials were used, if it is a different one. */
  identity: ({ profile, owner, kind }: { profile: string; owner: string; kind: CallerKind }) =>
    `To AWS, ${profile === owner ? profile : `${owner}, the source of ${profile},`} is ${enPanel.access.kinds[kind]}:`,
  again: 'Ask again',
  step: ({ step, of }: { step: number; of: number }) => `Step ${step} of ${of}`,
  tryIt: 'Test it now',
  tryItDetail: 'Last step: assume it. Rolekeeper then keeps it fresh.',
  works: (name: string) => `${name} works`,
  command: 'Command',
  you: 'AWS says you are',
};
