import { skippedWithout } from '../support/external-programs.ts';
import { skippedExceptOn } from '../support/systems.ts';

/** Options of a suite that compares Rolekeeper with external programs. */
export interface ExternalSuite {
  readonly title: string;
  readonly skip: boolean;
}

/**
 * Prints which programs are missing. Shell scripts start the programs, so the suites need Unix. A
 * skipped suite's title contains `[needs NAME]`, so that a run that must not skip installed
 * programs can check.
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
