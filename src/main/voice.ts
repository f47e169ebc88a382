import type { FailureVoice } from '../views/words/words.ts';

/** How the desktop says a time: hours and minutes as the system writes them, with the day where it is not today. */
export function timeFormat(now: () => number): (at: number) => string {
  const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
  const dayAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return (at) => (new Date(at).toDateString() === new Date(now()).toDateString() ? time : dayAndTime).format(at);
}

/** How boxes and notices speak of a role's failure; fields are called as the panel's form labels them. */
export function voice(clockOffsetMs: number, roleName: string | null): FailureVoice {
  return {
    roleName,
    field: (name) => name,
    time: timeFormat(() => Date.now() + clockOffsetMs),
    moment: (at) => new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' }).format(at),
  };
}
