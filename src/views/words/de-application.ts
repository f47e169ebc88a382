import type { Words } from './words.ts';

export const deApplication: Words['application'] = {
  askStartAtLogin: {
    title: 'Rolekeeper bei der Anmeldung starten?',
    detail:
      'Eingeschaltete Rollen bleiben nur frisch, solange Rolekeeper läuft. In den Einstellungen lässt sich das jederzeit ändern.',
    confirm: 'Bei der Anmeldung starten',
    cancel: 'Nicht jetzt',
  },
};
