import type { Words } from './words.ts';

export const deList: Words['list'] = {
  pinned: 'Angeheftet',
  recent: 'Zuletzt benutzt',
  others: 'Andere',
  offline: 'Offline',
  offlineHint: 'Rolekeeper macht weiter, sobald das Netz wieder da ist.',
  lastUsed: (time) => `zuletzt ${time}`,

  short: {
    console: 'Konsole',
    'copy-environment': 'Umgebung',
    'copy-profile': 'Profil',
    refresh: 'Erneuern',
  },
  copiedEnvironment: (name) =>
    `Umgebung von ${name} kopiert. Die Zwischenablage wird in 1 min geleert.`,
  pin: 'Anheften',
  unpin: 'Lösen',
  isPinned: 'Angeheftet',
  moves: { 'move-up': 'Nach oben', 'move-down': 'Nach unten' },
  nowMoved: ({ name, position, count }) => `${name} ist jetzt an Stelle ${position} von ${count}.`,
  nowPinned: (name) => `${name} ist angeheftet.`,
  nowUnpinned: (name) => `${name} ist nicht mehr angeheftet.`,
  copied: (text) => `${text} kopiert.`,
  copyPart: ({ label, text }) => `${label} kopieren: ${text}`,

  found: (count) => (count === 1 ? '1 Rolle gefunden' : `${count} Rollen gefunden`),
  enter: {
    switchOn: { mark: 'schaltet ein', says: (name) => `Die Eingabetaste schaltet ${name} ein.` },
    open: { mark: 'öffnet', says: (name) => `Die Eingabetaste öffnet ${name}.` },
  },
  more: (count) => (count === 1 ? '1 weitere Rolle zeigen' : `${count} weitere Rollen zeigen`),
  moreProblems: (count) =>
    count === 1 ? '1 weiteres Problem zeigen' : `${count} weitere Probleme zeigen`,

  palette: {
    title: 'Rollen und Aktionen',
    find: 'Rolle oder Aktion suchen',
    nothing: 'Keine Rolle oder Aktion enthält diese Wörter.',
  },

  keys: {
    open: 'Tastenkürzel',
    title: 'Tastenkürzel',
    everywhere: 'Überall in der Liste',
    onRole: 'Auf einer Rolle',
    names: { enter: 'Eingabe', escape: 'Esc', control: 'Strg', shift: 'Umschalt' },
    does: {
      type: 'Rolle suchen',
      takeMarked: 'In der Suche: die markierte Rolle einschalten oder öffnen',
      move: 'Nächste Rolle, vorige Rolle',
      clear: 'Suche leeren, dann schließen',
      show: 'Tastenkürzel zeigen',
      palette: 'Rolle oder Aktion suchen',
      open: 'Aufklappen',
    },
    acts: {
      switch: 'Frisch halten oder freigeben',
      console: 'Konsole öffnen',
      'copy-profile': 'Profilnamen kopieren',
      'copy-environment': 'Umgebung kopieren',
      'copy-account': 'Konto-ID kopieren',
      refresh: 'Jetzt erneuern',
      pin: 'Anheften oder lösen',
      'move-up': 'Unter den angehefteten Rollen nach oben',
      'move-down': 'Unter den angehefteten Rollen nach unten',
      edit: 'Bearbeiten',
    },
  },
};
