/**
 * Returns the time zone in which it is between six and seven in the morning at `now`. Sessions of twelve hours end on the
 * same day there, and it has no summer time: what a test reads does not depend on the hour at which it runs.
 */
export function earlyZone(now: number): string {
  const hoursEast = ((6 - new Date(now).getUTCHours() + 36) % 24) - 12;
  // The sign in these names is the opposite of the offset's.
  return `Etc/GMT${hoursEast > 0 ? '-' : '+'}${String(Math.abs(hoursEast))}`;
}
