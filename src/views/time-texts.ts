/** The form of times in the panel, the tray, notices and dialogs, in one locale. */
export interface TimeTexts {
  /**
   * Hours and minutes. With the date unless `near` is on the same day, and with the year unless
   * `near` is in the same one.
   */
  readonly time: (at: number, near: number) => string;
  /** With seconds. */
  readonly moment: (at: number) => string;
  /** A day as a title: weekday, day, month and year. */
  readonly day: (at: number) => string;
}

/** Hours have two digits, except in locales with a clock of twelve hours. */
export function timeTexts(locale: string): TimeTexts {
  const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  const hour = hourCycle === 'h11' || hourCycle === 'h12' ? 'numeric' : '2-digit';
  const clock = { hour, minute: '2-digit' } as const;
  const date = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  const format = (options: Intl.DateTimeFormatOptions): ((at: number) => string) => {
    // Made when it is needed, because that takes longer than to format a list of times.
    let made: Intl.DateTimeFormat | null = null;
    return (at) => (made ??= new Intl.DateTimeFormat(locale, options)).format(at);
  };
  const today = format(clock);
  const thisYear = format({ ...date, ...clock });
  const otherYear = format({ ...date, year: 'numeric', ...clock });
  return {
    time: (at, near) => {
      const [one, other] = [new Date(at), new Date(near)];
      if (one.toDateString() === other.toDateString()) return today(at);
      return (one.getFullYear() === other.getFullYear() ? thisYear : otherYear)(at);
    },
    moment: format({ ...clock, second: '2-digit' }),
    day: format({ dateStyle: 'full' }),
  };
}
