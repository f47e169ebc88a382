import { skippedWithout } from '../support/external-programs.ts';
import { skippedExceptOn } from '../support/systems.ts';

/** Options of a suite that compares Rolekeeper with external programs. */
export interface ExternalSuite {
  readonly title: string;
  readonly skip: boolean;
}

/**
 * Returns the title of a suite that needs these programs, and whether to skip the suite. The title
 * names missing programs as `[needs NAME]`, which `.ci/run` looks for.
 */
export function externalSuite(
  title: string,
  programs: Readonly<Record<string, string | null>>,
): ExternalSuite {
  const missing = skippedExceptOn('Unix')
    ? ['Unix']
    : Object.entries(programs)
        .filter(([name, found]) => skippedWithout(name, found))
        .map(([name]) => name);
  return {
    title: [title, ...missing.map((name) => `[needs ${name}]`)].join(' '),
    skip: missing.length > 0,
  };
}
