/** A tag such as `v1.2.3`, which the release workflow creates. Other tags are ignored. */
const TAG = /^v(\d{1,5})\.(\d{1,5})\.(\d{1,5})$/;

/**
 * Returns the version in an answer of GitHub's "latest release" if it is newer than our own, and
 * null if it is older, equal, a draft, a pre-release or unknown. The answer is not trusted, so only
 * the three numbers of its tag are used.
 */
export function newerRelease(answer: unknown, own: string): string | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const { tag_name: tag, draft, prerelease } = answer as Readonly<Record<string, unknown>>;
  if (typeof tag !== 'string' || draft !== false || prerelease !== false) return null;
  const offered = numbersIn(tag);
  const present = numbersIn(`v${own.split('-', 1).join('')}`);
  if (offered === null || present === null) return null;
  const at = offered.findIndex((number, n) => number !== present[n]);
  // If our own version is a pre-release, the release with the same numbers is newer.
  const isNewer = at === -1 ? own.includes('-') : (offered[at] ?? 0) > (present[at] ?? 0);
  return isNewer ? offered.join('.') : null;
}

function numbersIn(tag: string): readonly number[] | null {
  return TAG.exec(tag)?.slice(1).map(Number) ?? null;
}
