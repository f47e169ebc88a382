import type { Words } from './words.ts';

export const deApplication: Words['application'] = {
  askStartAtLogin: {
    title: 'Rolekeeper bei der Anmeldung starten?',
    detail:
      'Eingeschaltete Rollen bleiben nur frisch, solange Rolekeeper läuft. In den Einstellungen lässt sich das jederzeit ändern.',
    confirm: 'Bei der Anmeldung starten',
    cancel: 'Nicht jetzt',
  },
  startFailed: 'Rolekeeper konnte nicht starten',
  lockedElsewhere: ({ host, pid, lock }) =>
    `Rolekeeper läuft schon auf dem Computer ${host} (Prozess ${pid}) und benutzt diesen Ordner. ` +
    `Wenn es dort nicht läuft, lösche ${lock} und starte noch einmal.`,
  internalError: (logFile) => ({
    title: 'Rolekeeper hat einen internen Fehler',
    detail: `Rollen werden weiter erneuert, wenn es geht. Einzelheiten stehen im Protokoll: ${logFile}`,
  }),
};
