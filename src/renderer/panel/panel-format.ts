import { roleFieldNames } from '../../core/roles/role-fields.ts';
import type { FactFormat } from '../../views/words/fact-format.ts';
import type { Words } from '../../views/words/words.ts';

/** Created once per language, because creating one takes longer than formatting a whole list. */
export interface TimeFormats {
  readonly clock: Intl.DateTimeFormat;
  readonly exactClock: Intl.DateTimeFormat;
  readonly dayAndClock: Intl.DateTimeFormat;
}

export function timeFormats(locale: string): TimeFormats {
  const day = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  return {
    clock: new Intl.DateTimeFormat(locale, { timeStyle: 'short' }),
    exactClock: new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }),
    dayAndClock: new Intl.DateTimeFormat(locale, { ...day, hour: 'numeric', minute: '2-digit' }),
  };
}

/** How the panel names a role's fields and formats times, in the user's locale. */
export function panelFormat(
  words: Words,
  times: TimeFormats,
  now: number,
  roleName: string | null,
): FactFormat {
  return {
    roleName,
    field: (name) => {
      const field = roleFieldNames.find((one) => one === name);
      return field === undefined ? name : words.panel.form.labels[field];
    },
    time: (at) => {
      const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
      return (sameDay ? times.clock : times.dayAndClock).format(at);
    },
    moment: (at) => times.exactClock.format(at),
  };
}
