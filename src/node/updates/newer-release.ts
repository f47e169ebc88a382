/** `v1.2.3`, as the release workflow makes it. Nothing else is shown or compared. */
const TAG = /^v(\d{1,5})\.(\d{1,5})\.(\d{1,5})$/;

/**
 * Returns the version in an answer of GitHub's "latest release" if it is newer than our own; null
 * for an older, equal, draft or unknown one. The answer is not trusted: only three numbers of it
 * are used.
 */
export function newerRelease(answer: unknown, own: string): string | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const { tag_name: tag, draft, prerelease } = answer as Readonly<Record<string, unknown>>;
  if (typeof tag !== 'string' || draft !== false || prerelease !== false) return null;
  const offered = numbersIn(tag);
  const present = numbersIn(`v${own.split('-', 1).join('')}`);
  if (offered === null || present === null) return null;
  const at = offered.findIndex((number, n) => number !== present[n]);
  // A running pre-release is older than the release of the same number.
  const isNewer = at === -1 ? own.includes('-') : (offered[at] ?? 0) > (present[at] ?? 0);
  return isNewer ? offered.join('.') : null;
}

function numbersIn(tag: string): readonly number[] | null {
  return TAG.exec(tag)?.slice(1).map(Number) ?? null;
}
