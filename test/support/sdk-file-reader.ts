import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSharedConfigFiles } from '@smithy/core/config';
import type { IniValues } from './botocore-reader.ts';

/** The parser for credentials files of the AWS SDK for JavaScript. */
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
 * False for texts that this SDK reads differently from botocore: lone carriage returns, a header
 * followed by a comment, an indented header, or an empty value, which opens a nested block.
 */
export function isWithinTheSdk(text: string): boolean {
  return (
    !/\r(?!\n)/.test(text) &&
    !/\][#;]/.test(text) &&
    !/^\s+\[/m.test(text) &&
    !/[=:][ \t]*\r?$/m.test(text)
  );
}
