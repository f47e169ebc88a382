import { dePanel } from './de-panel.ts';
import type { FirstStepsWords } from './first-steps-words.ts';

export const deFirstSteps = {
  found: (count) => `${count} ${count === 1 ? 'Rolle' : 'Rollen'} in ~/.aws/config gefunden`,
  foundDetail: 'Übernimm, was du dort hast. Die Datei selbst bleibt, wie sie ist.',
  asking: (profile) => `AWS wird gefragt, wer ${profile} ist…`,
  identity: ({ profile, owner, kind }) =>
    `Für AWS ist ${profile === owner ? profile : `${owner}, worauf ${profile} baut,`} ${dePanel.access.kinds[kind]}:`,
  again: 'Noch einmal fragen',
  step: ({ step, of }) => `Schritt ${step} von ${of}`,
  tryIt: 'Jetzt probieren',
  tryItDetail: 'Der letzte Schritt: nimm sie an. Von da an wird sie frisch gehalten.',
  works: (name) => `${name} geht`,
  worksDetail: 'Jedes AWS-Werkzeug kann ihr Profil jetzt benutzen, zum Beispiel:',
  command: 'Befehl',
  you: 'AWS sagt, du bist',
} satisfies FirstStepsWords;
