import type { Words } from './words.ts';

export const deSessionStates = {
  inactive: 'aus',
  assuming: 'wird angenommen',
  active: 'aktiv',
  expired: 'abgelaufen',
  failed: 'gescheitert',
} satisfies Words['sessionStates'];

export const deEvents = {
  assumed: 'angenommen',
  adopted: 'frisch vorgefunden',
  refreshed: 'erneuert',
  rewritten: 'neu geschrieben, da ein anderes Werkzeug alte Schlüssel zurückgeschrieben hatte',
  failed: 'gescheitert',
  released: 'freigegeben',
  removed: 'von jemandem aus der Datei entfernt und nicht mehr frisch gehalten',
  'cleaned-up': 'von einer entfernten Rolle übrig: in die Sicherungen kopiert und entfernt',
} satisfies Words['events'];
