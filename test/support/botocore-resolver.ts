import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The config file, the credentials file and the environment that AWS tools read. */
export interface AwsFilesAndEnvironment {
  readonly config: string | null;
  readonly credentials: string | null;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Where a profile's credentials come from: the kind of the source, then its values
 * (botocore_resolver.py, `description_of`).
 */
export type SourceAnswer = readonly (string | number | null | SourceAnswer)[];

export interface SettingsAnswer {
  readonly region: string | null;
  readonly ca_bundle: string | null;
  readonly use_fips_endpoint: boolean | null;
  readonly use_dualstack_endpoint: boolean | null;
  readonly sts_regional_endpoints: string;
  /** Where an STS client with these settings sends its calls; null if no region is known. */
  readonly sts: readonly [url: string, signingRegion: string] | null;
  readonly endpoint: string | null | readonly ['refused', string];
}

export type ResolverAnswer =
  | { readonly refused: string }
  | {
      readonly profiles: Readonly<
        Record<string, { readonly source: SourceAnswer; readonly settings: SettingsAnswer }>
      >;
    };

/** Resolves profiles with botocore. One Python process answers all requests. */
export interface BotocoreResolver {
  resolve(files: AwsFilesAndEnvironment): Promise<ResolverAnswer>;
  close(): void;
}

export function botocoreResolver(python: string): BotocoreResolver {
  const folder = mkdtempSync(join(tmpdir(), 'rk-botocore-'));
  const program = join(import.meta.dirname, 'botocore_resolver.py');
  const child = spawn(python, [program, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH ?? '', HOME: folder, PYTHONUTF8: '1' },
  });
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(line));
  const encoded = (text: string | null): string | null =>
    text === null ? null : Buffer.from(text).toString('base64');
  return {
    resolve: ({ config, credentials, env }) =>
      new Promise((resolve, reject) => {
        child.once('error', reject);
        waiting.push((line) => {
          child.off('error', reject);
          const answer = JSON.parse(line) as ResolverAnswer | { readonly failed: string };
          if ('failed' in answer) reject(new Error(answer.failed));
          else resolve(answer);
        });
        const files = { config: encoded(config), credentials: encoded(credentials), env };
        child.stdin.write(`${JSON.stringify(files)}\n`);
      }),
    close: () => {
      child.stdin.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
