import type { Assignment, LastListings } from '../../core/access-portal.ts';
import type { StateDb } from './state-db.ts';

/** One account with all its permission sets. Its e-mail address is not stored. */
type StoredAccount = readonly [id: string, name: string, permissionSets: string[]];

/**
 * The maximum number of stored listings. A person has only a few sign-ins, and each has one
 * listing.
 */
const MAX_LISTINGS = 50;

/**
 * Creates the store of listings in `state.db`: for each sign-in to Identity Center, the accounts
 * and permission sets that were listed last. If a row cannot be read, the listing is treated as
 * missing.
 */
export function createLastListings(db: StateDb): LastListings {
  return {
    get(signIn) {
      const row = db.read((sql) =>
        sql('SELECT at, accounts FROM listings WHERE sign_in = ?').get(signIn),
      );
      if (row === undefined) return null;
      const accounts = storedAccounts(String(row['accounts']));
      return accounts === null
        ? null
        : { at: Number(row['at']), assignments: accounts.flatMap(assignmentsOf) };
    },
    put(signIn, { at, assignments }) {
      const accounts = JSON.stringify(accountsOf(assignments));
      db.write((sql) => {
        sql('INSERT OR REPLACE INTO listings VALUES (?, ?, ?)').run(signIn, at, accounts);
        sql(
          `DELETE FROM listings WHERE sign_in NOT IN
             (SELECT sign_in FROM listings ORDER BY at DESC LIMIT ${String(MAX_LISTINGS)})`,
        ).run();
      });
    },
  };
}

function accountsOf(assignments: readonly Assignment[]): readonly StoredAccount[] {
  const accounts = new Map<string, StoredAccount>();
  for (const { accountId, accountName, permissionSet } of assignments) {
    const account = accounts.get(accountId);
    if (account === undefined) accounts.set(accountId, [accountId, accountName, [permissionSet]]);
    else account[2].push(permissionSet);
  }
  return [...accounts.values()];
}

function assignmentsOf([
  accountId,
  accountName,
  permissionSets,
]: StoredAccount): readonly Assignment[] {
  return permissionSets.map((permissionSet) => ({
    accountId,
    accountName,
    emailAddress: '',
    permissionSet,
  }));
}

function storedAccounts(text: string): readonly StoredAccount[] | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  return Array.isArray(json) && json.every(isStoredAccount) ? json : null;
}

function isStoredAccount(json: unknown): json is StoredAccount {
  if (!Array.isArray(json) || json.length !== 3) return false;
  const [id, name, sets] = json as readonly unknown[];
  return (
    [id, name].every((each) => typeof each === 'string') &&
    Array.isArray(sets) &&
    sets.every((each) => typeof each === 'string')
  );
}
