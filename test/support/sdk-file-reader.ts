import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSharedConfigFiles } from '@smithy/core/config';
import type { IniValues } from './botocore-reader.ts';

/** The AWS SDK for JavaScript's own reading of credentials files. */
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
 * What botocore reads and this SDK reads otherwise, with or without us: lone carriage returns; a section header that it takes for none or that botocore takes for a
 * value; an upper-case key of ours beside its lower-case one; an empty value, which opens a block that only a line at column 0 ends.
 */
export function isWithinTheSdk(text: string): boolean {
  return (
    !/\r(?!\n)/.test(text) &&
    !/\][#;]/.test(text) &&
    !/^\s+\[/m.test(text) &&
    !/[=:][ \t]*\r?$/m.test(text)
  );
}
