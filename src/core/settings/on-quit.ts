/**
 * Returns stored preferences with `onQuit`, also if they only have the older `releaseAtQuit`. The
 * file still has `releaseAtQuit`, because version 0.1.0 reads it.
 */
export function withOnQuit(
  stored: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const isOlder = stored['releaseAtQuit'] === true && stored['onQuit'] === undefined;
  return isOlder ? { ...stored, onQuit: 'release' } : stored;
}
