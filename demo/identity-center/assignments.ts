import { createHash } from 'node:crypto';

/** A permission set that the user has in an account. */
export interface Assignment {
  readonly accountId: string;
  /** The permission set's name. */
  readonly roleName: string;
  /** The role in the account. Default: the role that Identity Center would create. */
  readonly roleArn?: string;
  /** The permission set's session duration. Default: an hour, as at AWS. */
  readonly sessionSeconds?: number;
}

export interface PortalAccount {
  readonly accountId: string;
  readonly accountName: string;
  readonly emailAddress: string;
}

/**
 * Returns the ARN of the role that Identity Center creates in an account for a permission set (IAM
 * Identity Center user guide, "Referencing permission sets in resource policies").
 */
export function reservedRoleArn(accountId: string, permissionSet: string): string {
  const suffix = createHash('sha256').update(`${accountId} ${permissionSet}`).digest('hex');
  const name = `AWSReservedSSO_${permissionSet}_${suffix.slice(0, 16)}`;
  return `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/${name}`;
}

/** Returns an organization of `accounts` accounts, each with the same permission sets. */
export function sampleOrganization(
  accounts: number,
  permissionSets: readonly string[] = ['AdministratorAccess', 'Billing', 'PowerUser', 'ReadOnly'],
): { readonly accounts: readonly PortalAccount[]; readonly roles: readonly Assignment[] } {
  const listed = Array.from({ length: accounts }, (_, index) => {
    const number = String(index + 1).padStart(4, '0');
    return {
      accountId: `10000000${number}`,
      accountName: `Team ${number}`,
      emailAddress: `team-${number}@example.com`,
    };
  });
  const roles = listed.flatMap(({ accountId }) =>
    permissionSets.map((roleName) => ({ accountId, roleName })),
  );
  return { accounts: listed, roles };
}

/**
 * Returns the accounts of these permission sets. An account that `named` does not contain has its
 * ID as its name.
 */
export function accountsOf(
  roles: readonly Assignment[],
  named: readonly PortalAccount[] = [],
): readonly PortalAccount[] {
  const ids = new Set(roles.map(({ accountId }) => accountId));
  for (const { accountId } of named) ids.delete(accountId);
  const unnamed = [...ids].map((accountId) => ({
    accountId,
    accountName: accountId,
    emailAddress: `${accountId}@example.com`,
  }));
  return [...named, ...unnamed];
}
