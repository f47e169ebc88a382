import type { Words } from './words.ts';

export const deList: Words['list'] = {
  pinned: 'Angeheftet',
  recent: 'Zuletzt benutzt',
  others: 'Andere',
  offline: 'Offline',
  goesOn: 'Geht weiter, sobald das Netz wieder da ist.',
  lastUsed: (time) => `zuletzt ${time}`,

  short: {
    'copy-profile': 'Profil',
    refresh: 'Erneuern',
  },
  pin: 'Anheften',
  unpin: 'Lösen',
  isPinned: 'Angeheftet',
  nowPinned: (name) => `${name} angeheftet.`,
  nowUnpinned: (name) => `${name} gelöst.`,
  copied: (text) => `${text} kopiert.`,
  copyPart: ({ label, text }) => `${label} kopieren: ${text}`,

  found: (count) => (count === 1 ? '1 Rolle gefunden' : `${count} Rollen gefunden`),
  enter: {
    switchOn: { mark: 'schaltet ein', says: (name) => `Die Eingabetaste schaltet ${name} ein.` },
    open: { mark: 'öffnet', says: (name) => `Die Eingabetaste öffnet ${name}.` },
  },
  more: (count) => (count === 1 ? '1 weitere Rolle zeigen' : `${count} weitere Rollen zeigen`),

  keys: {
    open: 'Tastenkürzel',
    title: 'Tastenkürzel',
    everywhere: 'Überall in der Liste',
    onRole: 'Auf einer Rolle',
    names: { enter: 'Eingabe', escape: 'Esc' },
    does: {
      type: 'Rolle suchen',
      takeFirst: 'In der Suche: den ersten Treffer einschalten',
      move: 'Nächste Rolle, vorige Rolle',
      clear: 'Suche leeren, dann schließen',
      show: 'Tastenkürzel zeigen',
      open: 'Aufklappen',
      switch: 'Frisch halten oder freigeben',
      refresh: 'Jetzt erneuern',
      copy: 'Profilnamen kopieren',
      pin: 'Anheften oder lösen',
      edit: 'Bearbeiten',
    },
  },
};
