/** Formats times for the panel, the tray, notices and dialogs, in one locale. */
export interface TimeTexts {
  /**
   * Hours and minutes. Adds the date if `near` is on another day, and the year if `near` is in
   * another year.
   */
  readonly time: (at: number, near: number) => string;
  /** Hours, minutes and seconds. */
  readonly moment: (at: number) => string;
  /** A day as a title: weekday, day, month and year. */
  readonly day: (at: number) => string;
}

/** Returns the formats for a locale. Hours have two digits, except on a 12-hour clock. */
export function timeTexts(locale: string): TimeTexts {
  const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  const hour = hourCycle === 'h11' || hourCycle === 'h12' ? 'numeric' : '2-digit';
  const clock = { hour, minute: '2-digit' } as const;
  const date = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  const format = (options: Intl.DateTimeFormatOptions): ((at: number) => string) => {
    // Created at the first use, because creating it takes longer than formatting a list of times.
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
