import type { Words } from './words.ts';

export const deSessionStates: Words['sessionStates'] = {
  inactive: 'aus',
  assuming: 'wird angenommen',
  active: 'aktiv',
  expired: 'abgelaufen',
  failed: 'gescheitert',
};

export const deKeeping: Words['keeping'] = {
  process: ({ kind, pid, host }) => {
    const what = kind === 'keep' ? 'rolekeeper keep' : 'der Anwendung';
    return `${what} (Prozess ${pid}${host === null ? '' : ` auf ${host}`})`;
  },
  and: ' und ',
  by: (processes) => `Frisch gehalten von ${processes}`,
  nobody: 'Zurzeit erneuert sie nichts.',
  here: 'diesem Rolekeeper',
};

export const deEvents: Words['events'] = {
  assumed: 'angenommen',
  adopted: 'frisch vorgefunden',
  refreshed: 'erneuert',
  rewritten: 'neu geschrieben, da ein anderes Werkzeug alte Schlüssel zurückgeschrieben hatte',
  failed: 'gescheitert',
  released: 'freigegeben',
  removed: 'von jemandem aus der Datei entfernt und nicht mehr frisch gehalten',
  'role-removed': 'die Rolle wurde entfernt und wird nicht mehr frisch gehalten',
  'cleaned-up': 'von einer entfernten Rolle übrig: in die Sicherungen kopiert und entfernt',
  'taken-over': 'andere Schlüssel in seinem Profil wurden gesichert und ersetzt',
  moved: 'Schlüssel in ein anderes Profil verschoben',
  restored: 'aus einer Sicherung zurückgespielt',
  'backups-deleted': 'Sicherungen gelöscht',
};
