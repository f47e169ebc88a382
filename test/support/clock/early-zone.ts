/**
 * Returns a time zone in which it is between 6:00 and 7:00 at `now`. Sessions of twelve hours end
 * on the same day there, and it has no summer time, so test results do not depend on the time of
 * day.
 */
export function earlyZone(now: number): string {
  const hoursEast = ((6 - new Date(now).getUTCHours() + 36) % 24) - 12;
  // The sign in these names is the opposite of the offset's.
  return `Etc/GMT${hoursEast > 0 ? '-' : '+'}${String(Math.abs(hoursEast))}`;
}
