/** The result of one test runner. */
export interface Counted {
  readonly passed: number;
  /** The titles with their files. */
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
}

/** The part of vitest's JSON report (`--reporter=json`) that this script reads. */
interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/**
 * Counts the tests in a vitest report. A file that failed outside its tests, for example on import,
 * counts as one failure.
 */
export function countReport(json: string, root: string): Counted {
  const { testResults } = JSON.parse(json) as VitestReport;
  const failed: string[] = [];
  const skipped: string[] = [];
  let passed = 0;
  for (const file of testResults) {
    const name = file.name
      .replace(root, '')
      .replace(/^[\\/]/, '')
      .replaceAll('\\', '/');
    const failedBefore = failed.length;
    for (const { fullName, status } of file.assertionResults) {
      if (status === 'passed') passed += 1;
      else if (status === 'failed') failed.push(`${name}: ${fullName}`);
      else skipped.push(`${name}: ${fullName}`);
    }
    if (file.status === 'failed' && failed.length === failedBefore)
      failed.push(`${name}: ${firstLine(file.message)}`);
  }
  return { passed, failed, skipped };
}

/**
 * Returns the external programs that a skipped test needs. Its title contains `[needs aws]`, for
 * example.
 */
export function programsNeededBy(title: string): readonly string[] {
  return [...title.matchAll(/\[needs ([\w.-]+)\]/g)].map(([, name]) => name ?? '');
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
