import { enPanel } from './en-panel.ts';
import type { FirstStepsWords } from './first-steps-words.ts';

export const enFirstSteps = {
  found: (count) => `${count} ${count === 1 ? 'role' : 'roles'} found in ~/.aws/config`,
  foundDetail: 'Take over what you have there. The file itself stays as it is.',
  asking: (profile) => `Asking AWS who ${profile} is…`,
  identity: ({ profile, owner, kind }) =>
    `To AWS, ${profile === owner ? profile : `${owner}, which ${profile} is built on,`} is ${enPanel.access.kinds[kind]}:`,
  again: 'Ask again',
  step: ({ step, of }) => `Step ${step} of ${of}`,
  tryIt: 'Try it now',
  tryItDetail: 'The last step: assume it. From then on it is kept fresh.',
  works: (name) => `${name} works`,
  worksDetail: 'Every AWS tool can use its profile now, for example:',
  command: 'Command',
  you: 'AWS says you are',
} satisfies FirstStepsWords;
