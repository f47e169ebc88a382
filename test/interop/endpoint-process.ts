import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type EndpointReading =
  { readonly accessKeyId: string; readonly accountId: string | null } | { readonly error: string };

/** A process of botocore that gets its credentials only from a credentials endpoint. */
export interface EndpointProcess {
  /** Returns the credentials that botocore would sign with if the time were `now` (epoch ms). */
  readAt(now: number): Promise<EndpointReading>;
  close(): void;
}

const program = `
import datetime, json, sys
try:
    from botocore.session import Session
except ImportError:
    from awscli.botocore.session import Session
session = Session()
credentials = None
for line in sys.stdin:
    now = datetime.datetime.fromtimestamp(int(line) / 1000, datetime.timezone.utc)
    try:
        if credentials is None:
            credentials = session.get_credentials()
        credentials._time_fetcher = lambda: now
        frozen = credentials.get_frozen_credentials()
        account = getattr(frozen, 'account_id', None)
        answer = {'accessKeyId': frozen.access_key, 'accountId': account}
    except Exception as error:
        answer = {'error': str(error)}
    print(json.dumps(answer), flush=True)
`;

/**
 * Starts the process. `container` is the command that starts a program in a container, if it must
 * run in one.
 */
export function endpointProcess(
  python: string,
  env: Readonly<Record<string, string>>,
  container: readonly string[] = [],
): EndpointProcess {
  const [file, ...args] = [...container, python, '-c', program];
  const child = spawn(file, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      HOME: mkdtempSync(join(tmpdir(), 'rk-empty-')),
      AWS_EC2_METADATA_DISABLED: 'true',
      ...env,
    },
  });
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(line));
  return {
    readAt: (now) =>
      new Promise((resolve, reject) => {
        child.once('error', reject);
        waiting.push((line) => {
          child.off('error', reject);
          resolve(JSON.parse(line) as EndpointReading);
        });
        child.stdin.write(`${String(now)}\n`);
      }),
    close: () => {
      child.stdin.end();
    },
  };
}
