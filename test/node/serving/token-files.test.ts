import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../../src/core/roles/role.ts';
import { TokenFiles } from '../../../src/node/serving/token-files.ts';
import { assumedRole } from '../../support/assumed-role.ts';
import { temporaryHome } from '../../support/rolekeeper-home.ts';
import { skippedExceptOn } from '../../support/systems.ts';

const client = assumedRole('client-s3', '4f1c2a9b0d3e');

function tokens() {
  const home = temporaryHome();
  const files = new TokenFiles(home.endpointFolder);
  const ensureToken = (one: Role): string => {
    const path = files.ensure(one);
    if (!path.ok) throw new Error(JSON.stringify(path.failure));
    return path.value;
  };
  return { home, files, ensureToken };
}

describe('the token file of a role', () => {
  it('has 256 random bits on one line without a line end, so that SDKs can send it', () => {
    const { ensureToken } = tokens();
    const [one, other] = [client, assumedRole('other')].map((each) =>
      readFileSync(ensureToken(each), 'utf8'),
    );
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(other).toMatch(/^[0-9a-f]{64}$/);
    expect(other).not.toBe(one);
  });

  it('stays the same, also if the role gets another name', () => {
    const { home, files, ensureToken } = tokens();
    const path = ensureToken(client);
    const token = readFileSync(path, 'utf8');
    const renamed = assumedRole('renamed', client.id);
    expect(path).toBe(join(home.endpointFolder, `${client.id}.token`));
    expect(ensureToken(renamed)).toBe(path);
    expect(new TokenFiles(home.endpointFolder).tokenOf(client)).toBe(token);
    expect(files.tokenOf(renamed)).toBe(token);
  });

  it.skipIf(skippedExceptOn('Unix'))('is readable only by the user, and so is its folder', () => {
    const { ensureToken } = tokens();
    const path = ensureToken(client);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
  });

  it('is created again with another token if it was deleted or has no valid token', () => {
    const { files, ensureToken } = tokens();
    const path = ensureToken(client);
    const token = readFileSync(path, 'utf8');
    unlinkSync(path);
    expect(files.tokenOf(client)).toBeNull();
    expect(readFileSync(ensureToken(client), 'utf8')).not.toBe(token);
    for (const text of ['', `${token}\n`, token.toUpperCase(), 'x'.repeat(64)]) {
      writeFileSync(path, text);
      expect(files.tokenOf(client)).toBeNull();
      expect(readFileSync(ensureToken(client), 'utf8')).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('is not used for another role that has the same name', () => {
    const { files, ensureToken } = tokens();
    const old = assumedRole('client', '111111111111');
    const token = readFileSync(ensureToken(old), 'utf8');
    const added = assumedRole('client', '222222222222');
    expect(files.tokenOf(added)).toBeNull();
    expect(readFileSync(ensureToken(added), 'utf8')).not.toBe(token);
  });

  const REFUSED_STATES: readonly (readonly [string, string, (path: string) => void])[] = [
    ['readable by other users', 'open-token', (path) => chmodSync(path, 0o644)],
    ['writable by its group', 'open-token', (path) => chmodSync(path, 0o620)],
    [
      'a link to a token',
      'is-link',
      (path) => {
        linkSync(path, `${path}.real`);
        unlinkSync(path);
        symlinkSync(`${path}.real`, path);
      },
    ],
    [
      'a link to nothing',
      'is-link',
      (path) => {
        unlinkSync(path);
        symlinkSync('/nonexistent/token', path);
      },
    ],
    [
      'a folder',
      'EISDIR',
      (path) => {
        unlinkSync(path);
        mkdirSync(path);
      },
    ],
    ['too large', 'too-large', (path) => writeFileSync(path, 'a'.repeat(2000))],
  ];
  it.skipIf(skippedExceptOn('Unix')).each(REFUSED_STATES)(
    'is refused if it is %s: the failure names the file, and no token is accepted',
    (_title, code, change) => {
      const { files, ensureToken } = tokens();
      const path = ensureToken(client);
      change(path);
      expect(files.ensure(client)).toMatchObject({
        ok: false,
        failure: { kind: 'state-unavailable', file: path, code },
      });
      expect(files.tokenOf(client)).toBeNull();
    },
  );
});
