import { ROLE_FIELDS } from '../../views/panel/role-form.ts';
import type { FailureVoice, Words } from '../../views/words/words.ts';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const exactClock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' });
const dayAndClock = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** How the panel says a time and a role's field: in the person's own way of writing them. */
export function panelVoice(words: Words, now: number, roleName: string | null): FailureVoice {
  return {
    roleName,
    field: (name) => {
      const field = ROLE_FIELDS.find((one) => one === name);
      return field === undefined ? name : words.panel.form.labels[field];
    },
    time: (at) => {
      const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
      return (sameDay ? clock : dayAndClock).format(at);
    },
    moment: (at) => exactClock.format(at),
  };
}
