import { skippedWithout } from '../support/strangers.ts';

/** Options of a suite that compares Rolekeeper with external programs. */
export interface Needing {
  readonly title: string;
  readonly skip: boolean;
}

/**
 * Prints which programs are missing. A skipped suite's title contains `[needs NAME]`, so that a run
 * that must not skip installed programs can check.
 */
export function needing(
  title: string,
  strangers: Readonly<Record<string, string | null>>,
): Needing {
  const missing = Object.entries(strangers)
    .filter(([name, found]) => skippedWithout(name, found))
    .map(([name]) => name);
  return {
    title: [title, ...missing.map((name) => `[needs ${name}]`)].join(' '),
    skip: missing.length > 0,
  };
}
