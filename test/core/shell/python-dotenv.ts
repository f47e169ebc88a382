import { execFileSync } from 'node:child_process';
import { programOnPath, skippedWithout } from '../../support/external-programs.ts';

const read = `import dotenv, io, json, sys
text = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", newline="").read()
print(json.dumps(dotenv.dotenv_values(stream=io.StringIO(text))))`;

/** Returns the .env parser of python-dotenv. Its tests are skipped if it is not installed. */
export function pythonDotenv(): {
  readonly title: string;
  readonly skip: boolean;
  parse(text: string): unknown;
} {
  const python = pythonWithDotenv();
  const skip = skippedWithout('python-dotenv', python);
  return {
    title: skip ? 'python-dotenv [needs python-dotenv]' : 'python-dotenv',
    skip,
    parse: (text) =>
      JSON.parse(
        execFileSync(python ?? 'python3', ['-c', read], { input: text, encoding: 'utf8' }),
      ) as unknown,
  };
}

function pythonWithDotenv(): string | null {
  const python = programOnPath('python3');
  if (python === null) return null;
  try {
    execFileSync(python, ['-c', 'import dotenv'], { stdio: 'ignore' });
    return python;
  } catch {
    return null;
  }
}
