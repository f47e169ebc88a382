/**
 * Returns stored preferences with `onQuit`. Version 0.1.0 had `releaseAtQuit` instead, and the file
 * keeps that field for it.
 */
export function withOnQuit(
  stored: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const isOlder = stored['releaseAtQuit'] === true && stored['onQuit'] === undefined;
  return isOlder ? { ...stored, onQuit: 'release' } : stored;
}
