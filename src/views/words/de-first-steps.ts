import { dePanel } from './de-panel.ts';
import type { Words } from './words.ts';

export const deFirstSteps: Words['firstSteps'] = {
  found: (count) => `${count} ${count === 1 ? 'Rolle' : 'Rollen'} in ~/.aws/config gefunden`,
  foundDetail: 'Importiere sie. Die Datei ändert sich nicht.',
  asking: (profile) => `AWS wird gefragt, wer ${profile} ist…`,
  identity: ({ profile, owner, kind }) =>
    `Für AWS ist ${profile === owner ? profile : `${owner}, die Quelle von ${profile},`} ${dePanel.access.kinds[kind]}:`,
  again: 'Noch einmal fragen',
  step: ({ step, of }) => `Schritt ${step} von ${of}`,
  tryIt: 'Jetzt testen',
  tryItDetail: 'Letzter Schritt: Nimm sie an. Rolekeeper hält sie dann frisch.',
  works: (name) => `${name} funktioniert`,
  command: 'Befehl',
  you: 'AWS sagt, du bist',
};
