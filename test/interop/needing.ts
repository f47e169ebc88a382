import { skippedWithout } from '../support/strangers.ts';

/** Of a suite that holds us against programs of others. */
export interface Needing {
  readonly title: string;
  readonly skip: boolean;
}

/**
 * Prints by name which of these is missing. A skipped suite's title says `[needs NAME]`, so that a run which may skip nobody who is installed can look for
 * itself.
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
