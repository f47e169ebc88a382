import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText, redact, redactField } from '../../src/node/log/redaction.ts';
import { anyCharacter } from '../support/any-character.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const token = `FwoGZXIvYXdzEBYaD${randomBytes(300).toString('base64')}`;

describe('redaction', () => {
  it.each([
    ['a key in a file', `aws_secret_access_key = short-secret`, 'short-secret'],
    ['a key in JSON', `{"SecretAccessKey": "short-secret"}`, 'short-secret'],
    ['a key in XML', `<SecretAccessKey>short-secret</SecretAccessKey>`, 'short-secret'],
    ['a token in XML', `<SessionToken>short-token</SessionToken>`, 'short-token'],
    ['a token in a file', `aws_session_token=short-token`, 'short-token'],
    ['a legacy token', `aws_security_token: short-token`, 'short-token'],
    ['a token in a header', `x-amz-security-token: short-token`, 'short-token'],
    [
      'a token in a URL',
      `https://sts.amazonaws.com/?X-Amz-Security-Token=short-token&X-Amz-Date=1`,
      'short-token',
    ],
    [
      'a signature',
      `AWS4-HMAC-SHA256 Credential=x, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb`,
      '5d672d79',
    ],
    ['a code in a request', `Action=AssumeRole&TokenCode=123456`, '123456'],
    ['a code in arguments', `rolekeeper assume x --mfa-code 123456`, '123456'],
    ['a code in the environment', `ROLEKEEPER_MFA_CODE=123456`, '123456'],
    ['a password in a proxy', `http://alice:hunter2@proxy:3128/`, 'hunter2'],
    ['a bare secret access key', `read ${secret} from it`, secret],
    ['a bare session token', `got ${token}`, token.slice(20, 80)],
    ['a token in a URL, encoded', encodeURIComponent(token), token.slice(20, 50)],
    [
      'a secret split by an ANSI sequence',
      `${secret.slice(0, 20)}\u001b[31m${secret.slice(20)}`,
      secret.slice(20),
    ],
    [
      'a secret split by a zero-width space',
      `${secret.slice(0, 20)}\u200b${secret.slice(20)}`,
      secret.slice(20),
    ],
  ])('hides %s', (_, text, hidden) => {
    expect(redact(text)).not.toContain(hidden);
  });

  it('hides any secret access key that AWS can issue', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    // Equally likely bytes, as in AWS's keys. By default, fast-check prefers 0 and 255.
    const bytes = fc.noBias(fc.uint8Array({ minLength: 40, maxLength: 40 }));
    fc.assert(
      fc.property(bytes, (each) => {
        const key = [...each].map((byte) => alphabet[byte % 64]).join('');
        // Skips a key that has no digits and few changes of case, which is one in many millions.
        fc.pre(/\d/.test(key) || (key.match(/[a-z](?=[A-Z])/g)?.length ?? 0) >= 4);
        expect(redact(`key ${key}.`)).not.toContain(key);
      }),
      { numRuns: 300 },
    );
  });

  it('shows the last four characters of an access key ID', () => {
    expect(redact('AKIAIOSFODNN7EXAMPLE and ASIAIOSFODNN7EXAMP77')).toBe('…MPLE and …MP77');
  });

  it.each([
    'User: arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_AdministratorAccess_0123456789abcdef/alice@example.com is not authorized',
    'request c6104cbe-af31-11e0-8154-cbc7ccf896c7 failed with 403',
    'The security token included in the request is expired',
    'password is wrong, says the token service',
    '/home/alice/projects/clients/example/settings/credentials is missing',
    'connect ECONNREFUSED 127.0.0.1:443',
  ])('leaves "%s" readable', (text) => {
    expect(redact(text)).toBe(text);
  });

  it("decides by the field's name: hides codes and tokens, shows paths, but hides secrets in all fields", () => {
    expect(redactField('tokenCode', '123456')).toBe('[hidden]');
    expect(redactField('code', 123456)).toBe('[hidden]');
    expect(redactField('code', 'ECONNREFUSED')).toBe('ECONNREFUSED');
    expect(redactField('durationSeconds', 123456)).toBe(123456);
    expect(redactField('sessionToken', 'x')).toBe('[hidden]');
    const path = '/home/Alice2/Projects/Clients/Example/Settings/Aws/Credentials';
    expect(redactField('credentialsFile', path)).toBe(path);
    expect(redactField('file', `/tmp/${randomBytes(33).toString('hex')}`)).toBe('/tmp/[hidden]');
    expect(redactField('host', `x ${secret}`)).toBe('x [hidden]');
  });

  it('turns any text into one line without control characters', () => {
    expect(plainText('a\u001b[31mred\u001b[0m\r\nb\u0000\u202e\u2066c\u200b\u2028d')).toBe(
      'ared b cd',
    );
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        expect(redact(text)).not.toMatch(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2066-\u2069]/u);
      }),
      { numRuns: 200 },
    );
  });
});
