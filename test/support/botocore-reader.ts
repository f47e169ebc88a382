import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Section → key → value; a nested block is an object. */
export type IniValues = Readonly<
  Record<string, Readonly<Record<string, string | Readonly<Record<string, string>>>>>
>;

/** Botocore's own parser for credentials files. One Python process parses all files. */
export interface BotocoreReader {
  /** Returns what botocore reads from a file with this content; null if it refuses the file. */
  read(content: Buffer | string): Promise<IniValues | null>;
  close(): void;
}

const program = `
import sys, os, json, base64
try:
    from botocore.configloader import raw_config_parse
    from botocore.exceptions import ConfigParseError
except ImportError:
    from awscli.botocore.configloader import raw_config_parse
    from awscli.botocore.exceptions import ConfigParseError
path = sys.argv[1]
for line in sys.stdin:
    with open(path, 'wb') as f:
        f.write(base64.b64decode(line))
    try:
        answer = raw_config_parse(path)
    except ConfigParseError:
        answer = None
    print(json.dumps(answer), flush=True)
`;

export function botocoreReader(python: string): BotocoreReader {
  const folder = mkdtempSync(join(tmpdir(), 'rk-botocore-'));
  const child = spawn(python, ['-c', program, join(folder, 'credentials')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH ?? '', HOME: folder, PYTHONUTF8: '1' },
  });
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(line));
  return {
    read: (content) =>
      new Promise((resolve, reject) => {
        child.once('error', reject);
        waiting.push((line) => {
          child.off('error', reject);
          resolve(JSON.parse(line) as IniValues | null);
        });
        child.stdin.write(`${Buffer.from(content).toString('base64')}\n`);
      }),
    close: () => {
      child.stdin.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
