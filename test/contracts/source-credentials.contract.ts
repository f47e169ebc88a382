import { describe, expect, it } from 'vitest';
import type { SourceCredentials } from '../../src/core/ports/source-credentials.ts';

export interface SourceUnderTest {
  readonly source: SourceCredentials;
  /** Replaces the content of both files. */
  readonly write: (texts: { readonly config?: string; readonly credentials?: string }) => void;
}

export const KEYS =
  'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI\n';
const ROLEKEEPER_KEYS =
  'aws_access_key_id = ASIAOURS\naws_secret_access_key = s\naws_session_token = t\nx_rolekeeper = 0123456789ab ASIAOURS 1 00000000 -\n';

/** Tests that every implementation of `SourceCredentials` must pass. */
export function sourceCredentialsContract(
  implementation: string,
  make: () => SourceUnderTest,
): void {
  describe(`SourceCredentials on ${implementation}`, () => {
    it('returns the current keys, also after the file has changed', async () => {
      const { source, write } = make();
      write({ credentials: `[a]\n${KEYS}` });
      expect(await source.resolve('a')).toMatchObject({
        ok: true,
        value: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI' },
      });
      write({
        credentials: `[a]\n${KEYS.replace('AKIAIOSFODNN7EXAMPLE', 'ASIAOTHER')}aws_session_token = t\n`,
      });
      expect(await source.resolve('a')).toMatchObject({
        value: { accessKeyId: 'ASIAOTHER', sessionToken: 't' },
      });
    });

    it('returns keys of the config file, even of a profile that has a role_arn', async () => {
      const { source, write } = make();
      write({ config: `[default]\n${KEYS}[profile b]\n${KEYS}role_arn = r\nsource_profile = c\n` });
      expect(await source.resolve('default')).toMatchObject({ ok: true });
      expect(await source.resolve('b')).toMatchObject({
        value: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
      });
    });

    it('returns no keys that Rolekeeper wrote', async () => {
      const { source, write } = make();
      write({ credentials: `[a]\n${ROLEKEEPER_KEYS}` });
      const missing = { ok: false, failure: { kind: 'source-missing', profile: 'a', path: ['a'] } };
      expect(await source.resolve('a')).toEqual(missing);
      write({ credentials: `[a]\n${ROLEKEEPER_KEYS}`, config: `[profile a]\n${KEYS}` });
      expect(await source.resolve('a')).toMatchObject({
        value: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
      });
    });

    it('finds no keys for a profile that is missing or has only settings', async () => {
      const { source, write } = make();
      expect(await source.resolve('a')).toMatchObject({ failure: { kind: 'source-missing' } });
      write({ config: '[profile a]\nregion = eu-west-1\n' });
      expect(await source.resolve('a')).toMatchObject({ failure: { kind: 'source-missing' } });
    });
  });
}
