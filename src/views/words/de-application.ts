import type { Words } from './words.ts';

export const deApplication: Words['application'] = {
  askStartAtLogin: {
    title: 'Rolekeeper beim Anmelden am Computer starten?',
    detail:
      'Eingeschaltete Rollen bleiben nur frisch, solange Rolekeeper läuft. Du kannst das jederzeit in den Einstellungen ändern.',
    confirm: 'Beim Anmelden starten',
    cancel: 'Nicht jetzt',
  },
  askMoveToApplications: {
    title: 'Rolekeeper in den Ordner „Programme“ bewegen?',
    detail:
      'Wenn Rolekeeper in einem anderen Ordner liegt, kann macOS es vielleicht nicht beim Anmelden starten oder aktualisieren.',
    confirm: 'In „Programme“ bewegen',
    cancel: 'Nicht jetzt',
  },
  hints: {
    keepsRunning: {
      title: 'Rolekeeper läuft im Infobereich weiter',
      body: 'Eingeschaltete Rollen bleiben frisch. Zum Beenden wähle „Rolekeeper beenden“ im Menü des Symbols.',
    },
    keepsRunningWithoutTray: {
      title: 'Rolekeeper läuft ohne Fenster weiter',
      body: 'Eingeschaltete Rollen bleiben frisch. Starte Rolekeeper, um sein Fenster wieder zu öffnen.',
    },
    noTray: {
      title: 'Rolekeeper läuft ohne Symbol im Infobereich',
      body: 'Eingeschaltete Rollen bleiben frisch. Klicke hier oder starte Rolekeeper, um sein Fenster zu öffnen.',
    },
    overflow: {
      title: 'Halte das Symbol von Rolekeeper sichtbar',
      body: 'Windows verbirgt neue Symbole. Klicke auf den Pfeil in der Taskleiste und ziehe das Symbol auf die Taskleiste.',
    },
  },
  update: {
    title: (version) => `Rolekeeper ${version} ist verfügbar`,
    body: {
      deb: (version) =>
        `Lade rolekeeper_${version}_amd64.deb von github.com/rolekeeper/rolekeeper/releases herunter, ` +
        `dann führe aus: sudo apt install ./rolekeeper_${version}_amd64.deb`,
      rpm: (version) =>
        `Lade rolekeeper-${version}.x86_64.rpm von github.com/rolekeeper/rolekeeper/releases herunter, ` +
        `dann führe aus: sudo dnf install ./rolekeeper-${version}.x86_64.rpm`,
      other: () => 'Lade diese Version von github.com/rolekeeper/rolekeeper/releases herunter.',
    },
  },
  startFailed: 'Rolekeeper konnte nicht starten',
  lockedElsewhere: ({ host, pid, lock }) =>
    `Rolekeeper läuft auf dem Computer ${host} (Prozess ${pid}) und benutzt diesen Ordner. ` +
    `Wenn es dort nicht läuft, lösche ${lock} und starte Rolekeeper noch einmal.`,
  internalError: (logFile) => ({
    title: 'In Rolekeeper ist ein interner Fehler aufgetreten',
    detail: `Rolekeeper erneuert die Rollen weiter, soweit möglich. Einzelheiten stehen im Protokoll: ${logFile}`,
  }),
};
