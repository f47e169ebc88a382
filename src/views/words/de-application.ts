import type { ApplicationWords } from './application-words.ts';

export const deApplication = {
  askStartAtLogin: {
    title: 'Rolekeeper bei der Anmeldung starten?',
    detail:
      'Eingeschaltete Rollen bleiben nur frisch, solange Rolekeeper läuft. In den Einstellungen lässt sich das jederzeit ändern.',
    confirm: 'Bei der Anmeldung starten',
    cancel: 'Nicht jetzt',
  },
} satisfies ApplicationWords;
