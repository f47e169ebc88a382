import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { sampleOrganization } from '../../demo/identity-center/assignments.ts';
import { createLastListings } from '../../src/node/state/last-listings.ts';
import { openStateDb } from '../../src/node/state/state-db.ts';

function openDatabase() {
  const folder = mkdtempSync(join(tmpdir(), 'rk-listings-'));
  const file = join(folder, 'state.db');
  const db = openStateDb(file, { now: () => 0, report: () => undefined });
  if (!db.ok) throw new Error(db.failure.kind);
  onTestFinished(() => {
    db.value.close();
    rmSync(folder, { recursive: true });
  });
  return { db: db.value, file };
}

const firm = sampleOrganization(500);
const accounts = new Map(firm.accounts.map((account) => [account.accountId, account]));
const assignments = firm.roles.map(({ accountId, roleName }) => ({
  accountId,
  accountName: accounts.get(accountId)?.accountName ?? '',
  emailAddress: '',
  permissionSet: roleName,
}));

it('the stored listing of a sign-in’s accounts keeps no e-mail address', () => {
  const { db, file } = openDatabase();
  const [first] = assignments;
  if (first === undefined) throw new Error('there are assignments');
  const emailAddress = 'team-0001@example.com';
  const listings = createLastListings(db);
  listings.put('sso firm', { at: 1, assignments: [{ ...first, emailAddress }] });
  expect(listings.get('sso firm')?.assignments).toEqual([first]);
  const written = [file, `${file}-wal`].filter((each) => existsSync(each));
  for (const each of written) expect(readFileSync(each, 'latin1')).not.toContain(emailAddress);
});

it('the stored listing of a sign-in’s accounts needs less than 100 kB, and the next one replaces it', () => {
  const { db, file } = openDatabase();
  const before = statSync(file).size;
  const listings = createLastListings(db);
  expect(listings.get('sso firm')).toBeNull();
  listings.put('sso firm', { at: 1, assignments });
  expect(listings.get('sso firm')).toEqual({ at: 1, assignments });
  expect(listings.get('sso other')).toBeNull();
  db.write((sql) => sql('SELECT 1').get());
  expect(statSync(file).size - before).toBeLessThan(100_000);
  listings.put('sso firm', { at: 2, assignments: [] });
  expect(listings.get('sso firm')).toEqual({ at: 2, assignments: [] });
});

it('only the 50 newest listings are kept, and an unreadable listing is ignored', () => {
  const { db } = openDatabase();
  const listings = createLastListings(db);
  for (let at = 1; at <= 60; at += 1)
    listings.put(`sso ${String(at)}`, { at, assignments: assignments.slice(0, 4) });
  expect(listings.get('sso 10')).toBeNull();
  expect(listings.get('sso 11')?.assignments).toHaveLength(4);
  for (const text of ['', 'null', '{}', '[1]', '[["1","2"]]', '[["1","2",[4]]]']) {
    db.write((sql) => sql('UPDATE listings SET accounts = ?').run(text));
    expect(listings.get('sso 60')).toBeNull();
  }
});
