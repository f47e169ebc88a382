import type { Role } from '../../core/roles/role.ts';
import { displaySafe } from '../display-safe.ts';

/** The account, the profile or the region of a role. */
export interface IdentityPart {
  readonly kind: 'account' | 'profile' | 'region';
  /** Made safe by `displaySafe`. */
  readonly text: string;
  /** What a click copies. */
  readonly copied: string;
}

/** Returns account, profile and region of a role, without the parts that are not known. */
export function roleIdentity(role: Role): readonly IdentityPart[] {
  const parts = [
    ['account', accountOf(role)],
    ['profile', role.targetProfile],
    ['region', role.region],
  ] as const;
  return parts.flatMap(([kind, copied]) => {
    const text = displaySafe(copied ?? '');
    return copied === undefined || text === '' ? [] : [{ kind, text, copied }];
  });
}

/**
 * Returns the 12 digits of the account; undefined if the role has no ARN with such an account.
 */
function accountOf({ roleArn, accountId, mfaSerial }: Role): string | undefined {
  if (accountId !== undefined) return accountId;
  const account = (roleArn ?? mfaSerial).split(':')[4];
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}
