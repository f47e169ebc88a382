import { roleFieldNames } from '../../core/roles/role-fields.ts';
import type { FailureVoice } from '../../views/words/voice.ts';
import type { Words } from '../../views/words/words.ts';

/** Created once per language, because creating one takes longer than formatting a whole list. */
export interface TimeFormats {
  readonly clock: Intl.DateTimeFormat;
  readonly exactClock: Intl.DateTimeFormat;
  readonly day: Intl.DateTimeFormat;
}

export function timeFormats(locale: string): TimeFormats {
  return {
    clock: new Intl.DateTimeFormat(locale, { timeStyle: 'short' }),
    exactClock: new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }),
    day: new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' }),
  };
}

/** How the panel names a role's fields and formats times, in the user's locale. */
export function panelVoice(
  words: Words,
  times: TimeFormats,
  now: number,
  roleName: string | null,
): FailureVoice {
  return {
    roleName,
    field: (name) => {
      const field = roleFieldNames.find((one) => one === name);
      return field === undefined ? name : words.panel.form.labels[field];
    },
    time: (at) => {
      const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
      const clock = times.clock.format(at);
      return sameDay ? clock : `${times.day.format(at)}, ${clock}`;
    },
    moment: (at) => times.exactClock.format(at),
  };
}
