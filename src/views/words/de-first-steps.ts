import { deDiscovery } from './de-discovery.ts';
import { deImport } from './de-import.ts';
import { dePanel } from './de-panel.ts';
import type { Words } from './words.ts';

export const deFirstSteps: Words['firstSteps'] = {
  ways: {
    discover: {
      label: deDiscovery.open,
      detail: 'Melde dich einmal an und wähle aus deinen Konten und Berechtigungssätzen.',
    },
    import: { label: deImport.open, detail: 'Rollen, die deine AWS-Werkzeuge schon kennen.' },
    paste: {
      label: 'Rolle einfügen',
      detail: 'Ein ARN, eine Richtlinie oder ein Befehl, den dir jemand geschickt hat.',
    },
  },
  found: (count) =>
    `${count} ${count === 1 ? 'Rolle' : 'Rollen'} gefunden. Die Datei ändert sich nicht.`,
  asking: (profile) => `AWS wird gefragt, wer ${profile} ist…`,
  identity: ({ profile, owner, kind }) =>
    `Für AWS ist ${profile === owner ? profile : `${owner}, die Quelle von ${profile},`} ${dePanel.access.kinds[kind]}:`,
  again: 'Noch einmal fragen',
  step: ({ step, of }) => `Schritt ${step} von ${of}`,
  assumeNow: 'Jetzt annehmen',
  assumeNamed: (name) => `${name} annehmen`,
  lastStep: 'Letzter Schritt: die Rolle annehmen. Rolekeeper hält sie dann frisch.',
  works: (name) => `${name} funktioniert`,
  command: 'Befehl',
  you: 'AWS sagt, du bist',
};
