import type { BenchHome } from './bench-home.ts';
import { outputOf } from './processes.ts';
import { sideBySide } from './side-by-side.ts';
import type { Row } from './table.ts';
import { roleArguments } from './assume.ts';

/**
 * Measures what a shell waits for: the answer to a TAB, and the text of a prompt. Compares both
 * with Node alone.
 */
export async function benchShell(benchHome: BenchHome, rounds: number): Promise<readonly Row[]> {
  await benchHome.rolekeeper('role', 'add', 'prompted', ...roleArguments(benchHome));
  await benchHome.rolekeeper('assume', 'prompted');
  const expect = (text: string, part: string): void => {
    if (!text.includes(part)) throw new Error(`${part} was not printed: ${text}`);
  };
  const node = 'node -e 0';
  const tab = 'a TAB that completes a role, from the start of the process to its end';
  const prompt = '`status --prompt`, from the start of the process to its end';
  const medians = await sideBySide(
    [
      {
        name: tab,
        run: async () =>
          expect(await benchHome.rolekeeper('complete', 'zsh', 'assume', ''), 'prompted'),
      },
      {
        name: prompt,
        run: async () =>
          expect(await benchHome.rolekeeper('status', '--prompt', 'prompted'), 'prompted'),
      },
      {
        name: node,
        run: () => outputOf(process.execPath, ['-e', '0'], benchHome.env).then(() => undefined),
      },
    ],
    rounds,
  );
  await benchHome.rolekeeper('release', 'prompted');
  await benchHome.rolekeeper('role', 'remove', 'prompted');
  return [tab, prompt].map((what) => ({
    what,
    ours: medians[what] ?? NaN,
    peer: { name: node, ms: medians[node] ?? NaN },
    limit: { kind: 'ms', atMost: what === tab ? 60 : 30 },
  }));
}
