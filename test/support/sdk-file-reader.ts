import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSharedConfigFiles } from '@smithy/core/config';
import type { IniValues } from './botocore-reader.ts';

/** Reads credentials files with the AWS SDK for JavaScript. */
export interface SdkFileReader {
  read(text: string): Promise<IniValues>;
  close(): void;
}

export function sdkFileReader(): SdkFileReader {
  const folder = mkdtempSync(join(tmpdir(), 'rk-sdk-'));
  const filepath = join(folder, 'credentials');
  return {
    read: async (text) => {
      writeFileSync(filepath, text);
      const none = join(folder, 'none');
      const { credentialsFile } = await loadSharedConfigFiles({
        filepath,
        configFilepath: none,
        ignoreCache: true,
      });
      return JSON.parse(JSON.stringify(credentialsFile)) as IniValues;
    },
    close: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

/**
 * Returns false for texts that this SDK and botocore read differently: lone carriage returns, a
 * comment after a header, an indented header, or an empty value.
 */
export function sdkReadsLikeBotocore(text: string): boolean {
  return (
    !/\r(?!\n)/.test(text) &&
    !/\][#;]/.test(text) &&
    !/^\s+\[/m.test(text) &&
    !/[=:][ \t]*\r?$/m.test(text)
  );
}
