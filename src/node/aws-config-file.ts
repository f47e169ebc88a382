import type { AwsConfigFile } from '../core/ports/aws-config-file.ts';
import { failed, ok } from '../core/result.ts';
import { retryBriefRefusals } from './files/brief-refusal.ts';
import { watchFile } from './files/folder-watch.ts';
import { MAX_BYTES, readRegular } from './files/open-regular.ts';
import { awsText } from './files/aws-text.ts';
import { errorCode } from './error-code.ts';
import { thisMachine } from './machine.ts';

/**
 * Creates the access to the config file, which is `~/.aws/config` or the configured path. If the
 * bytes are not text, reading fails with `file-broken` (`not-utf8` or `utf-16`, with the line),
 * because botocore refuses such a file too.
 */
export function createAwsConfigFile(path: string, machine = thisMachine): AwsConfigFile {
  return {
    path,
    read: async () => {
      let bytes: Buffer;
      try {
        bytes = await retryBriefRefusals(path, { machine, maxPauseMs: 640 }, () =>
          readRegular(path, { links: 'followed', maxBytes: MAX_BYTES.awsFile }, machine.fs),
        );
      } catch (error) {
        const code = errorCode(error);
        if (code === null) throw error;
        const missing = code === 'ENOENT' || code === 'ENOTDIR';
        return missing ? ok(null) : failed({ kind: 'file-unreadable', file: path, code });
      }
      const decoded = awsText(bytes, path, machine.system);
      if (decoded.ok) return ok(decoded.value.text);
      const { failure } = decoded;
      return failed(failure.kind === 'file-broken' ? { ...failure, isConfig: true } : failure);
    },
    watch: (changed) => watchFile(path, changed, machine),
  };
}
