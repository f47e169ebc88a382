/**
 * Returns a time zone without summer time, in which the local time is between 6:00 and 7:00 at
 * `now`. A session of twelve hours ends on the same day, so test results do not depend on the time
 * of day.
 */
export function earlyZone(now: number): string {
  const hoursEast = ((6 - new Date(now).getUTCHours() + 36) % 24) - 12;
  // `Etc/GMT-3` is three hours east of Greenwich, so its sign is the opposite of the offset's.
  return `Etc/GMT${hoursEast > 0 ? '-' : '+'}${String(Math.abs(hoursEast))}`;
}
