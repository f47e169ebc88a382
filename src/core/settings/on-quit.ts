/**
 * Adds `onQuit` to stored preferences in which only the older `releaseAtQuit` is true. The file
 * still has `releaseAtQuit`, because version 0.1.0 reads it.
 */
export function withOnQuit(
  stored: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const isOlder = stored['releaseAtQuit'] === true && stored['onQuit'] === undefined;
  return isOlder ? { ...stored, onQuit: 'release' } : stored;
}
