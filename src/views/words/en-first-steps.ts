import { enPanel } from './en-panel.ts';
import type { FirstStepsWords } from './first-steps-words.ts';

export const enFirstSteps = {
  found: (count) => `${count} ${count === 1 ? 'role' : 'roles'} found in ~/.aws/config`,
  foundDetail: 'Import them. The file does not change.',
  asking: (profile) => `Asking AWS who ${profile} is…`,
  identity: ({ profile, owner, kind }) =>
    `To AWS, ${profile === owner ? profile : `${owner}, the source of ${profile},`} is ${enPanel.access.kinds[kind]}:`,
  again: 'Ask again',
  step: ({ step, of }) => `Step ${step} of ${of}`,
  tryIt: 'Test it now',
  tryItDetail: 'Last step: assume it. Rolekeeper then keeps it fresh.',
  works: (name) => `${name} works`,
  worksDetail: 'Every AWS tool can now use its profile, for example:',
  command: 'Command',
  you: 'AWS says you are',
} satisfies FirstStepsWords;
