/** True in `npm run test:long`. */
export const isLong = process.env['ROLEKEEPER_LONG'] !== undefined;

/** Returns `short` in `npm test`, and `long` in `npm run test:long`. */
export function sized<T>(short: T, long: T): T {
  return isLong ? long : short;
}
