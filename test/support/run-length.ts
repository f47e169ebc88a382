/** True in `npm run test:long`. */
export const isLong = process.env['ROLEKEEPER_LONG'] !== undefined;

/** A size that `npm test` has time for, and that of `npm run test:long`. */
export function sized<T>(short: T, long: T): T {
  return isLong ? long : short;
}
