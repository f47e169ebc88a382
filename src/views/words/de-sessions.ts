import type { Words } from './words.ts';

export const deSessionStates: Words['sessionStates'] = {
  inactive: 'aus',
  assuming: 'wird angenommen',
  active: 'aktiv',
  expired: 'abgelaufen',
  failed: 'fehlgeschlagen',
};

export const deKeeping: Words['keeping'] = {
  process: ({ kind, pid, host }) => {
    const what = kind === 'keep' ? 'rolekeeper keep' : 'der Anwendung';
    return `${what} (Prozess ${pid}${host === null ? '' : ` auf ${host}`})`;
  },
  and: ' und ',
  by: (processes) => `Frisch gehalten von ${processes}`,
  nobody: 'Zurzeit wird sie nicht erneuert.',
  here: 'diesem Rolekeeper-Prozess',
};

export const deEvents: Words['events'] = {
  assumed: 'angenommen',
  adopted: 'frische Sitzung gefunden',
  refreshed: 'erneuert',
  rewritten:
    'neu geschrieben, weil ein anderes Werkzeug alte Schlüssel wiederhergestellt oder die Schlüssel entfernt hat',
  failed: 'fehlgeschlagen',
  released: 'freigegeben',
  removed: 'Schlüssel aus der Datei entfernt; nicht mehr frisch gehalten',
  'role-removed': 'Rolle entfernt; nicht mehr frisch gehalten',
  'cleaned-up': 'Schlüssel einer entfernten Rolle wurden gesichert und entfernt',
  'taken-over': 'andere Schlüssel in ihrem Profil wurden gesichert und ersetzt',
  moved: 'Schlüssel in ein anderes Profil verschoben',
  restored: 'aus einer Sicherung wiederhergestellt',
  'backups-deleted': 'Sicherungen gelöscht',
};
