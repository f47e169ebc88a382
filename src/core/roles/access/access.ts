import type { CallerIdentity } from '../../ports/sts.ts';
import { printableJson } from '../../printable.ts';
import { parseAssumedRoleArn } from '../assumed-role-arn.ts';
import { furtherActionsOf } from './further-actions.ts';
import type { FurtherAction } from '../../denial.ts';
import { iamConsoleUrl, partitionOf } from '../../aws-config/partition.ts';
import type { AssumableRole } from '../role.ts';

/** The kind of caller. Each kind needs other commands to attach a policy. */
export type CallerKind = 'user' | 'role' | 'permission-set' | 'root' | 'unknown';

/**
 * The IAM documents that a role needs before it can be assumed. The texts that explain them are in
 * src/views.
 */
export interface AccessDocuments {
  readonly caller: CallerIdentity | null;
  readonly callerKind: CallerKind;
  /** Identity policy that allows assuming exactly this role, as JSON text. */
  readonly identityPolicy: string;
  /**
   * Trust policy that the role's account needs, as JSON text. Its Principal is `<CALLER_ARN>` if
   * the caller is unknown.
   */
  readonly trustPolicy: string;
  readonly principal: Principal;
  /** IAM console pages of the role's partition. */
  readonly consolePages: readonly { readonly page: 'caller' | 'role'; readonly url: string }[];
}

/** The principal of the trust policy. For a role's session, this is the role. */
export interface Principal {
  readonly arn: string;
  /**
   * What a person must complete in the ARN: the role's path (which STS does not return), Identity
   * Center's home region, or the whole ARN of an unknown caller.
   */
  readonly unsure: 'path' | 'region' | 'caller' | null;
}

const CALLER_PLACEHOLDER = '<CALLER_ARN>';

/** A caller as IAM names it. `name` has no path. */
export interface IamCaller {
  readonly kind: CallerKind;
  readonly name: string;
  readonly partition: string;
  readonly account: string;
}

/** Reads the ARN in GetCallerIdentity's answer (IAM user guide, "IAM identifiers"). */
export function iamCallerOf(caller: CallerIdentity | null): IamCaller {
  const session = caller === null ? null : parseAssumedRoleArn(caller.arn);
  if (session !== null) {
    const { partition, account, roleName } = session;
    const permissionSet = permissionSetOf(roleName);
    return permissionSet === null
      ? { kind: 'role', name: roleName, partition, account }
      : { kind: 'permission-set', name: permissionSet, partition, account };
  }
  const match =
    /^arn:([a-z0-9-]+):iam::([^:]*):(?:(root)|(user|role)\/(?:.*\/)?([\w+=,.@-]+))$/.exec(
      caller?.arn ?? '',
    );
  const [, partition = '', account = caller?.account ?? '', root, kind, name = ''] = match ?? [];
  if (root !== undefined) return { kind: 'root', name: 'root', partition, account };
  if (kind === 'user' || kind === 'role') return { kind, name, partition, account };
  return { kind: 'unknown', name: '', partition, account };
}

/**
 * Returns NAME if the role is called AWSReservedSSO_NAME_0123456789abcdef (IAM Identity Center user
 * guide, "Referencing permission sets in resource policies").
 */
function permissionSetOf(roleName: string): string | null {
  return /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(roleName)?.[1] ?? null;
}

export function accessDocuments(
  role: AssumableRole,
  caller: CallerIdentity | null,
): AccessDocuments {
  const { kind } = iamCallerOf(caller);
  const principal = principalOf(caller);
  return {
    caller,
    callerKind: kind,
    identityPolicy: pretty(identityPolicyOf(role.roleArn, furtherActionsOf(role))),
    trustPolicy: pretty(trustPolicyOf(role, principal)),
    principal,
    consolePages: consolePages(role, caller),
  };
}

/** A policy document's elements (IAM user guide, "Grammar of the IAM JSON policy language"). */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly unknown[];
}

export function identityPolicyOf(
  roleArn: string,
  further: readonly FurtherAction[],
): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: oneOrMany(['sts:AssumeRole', ...further]), Resource: roleArn },
    ],
  };
}

function trustPolicyOf(role: AssumableRole, principal: Principal): PolicyDocument {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: principal.arn },
    Action: 'sts:AssumeRole',
  };
  const { externalId } = role;
  const further = furtherActionsOf(role);
  return {
    Version: '2012-10-17',
    Statement: [
      externalId === undefined
        ? statement
        : { ...statement, Condition: { StringEquals: { 'sts:ExternalId': externalId } } },
      // This is a separate statement without the condition on the external ID, because a request to
      // tag a session has no external ID.
      ...(further.length === 0 ? [] : [{ ...statement, Action: oneOrMany(further) }]),
    ],
  };
}

function principalOf(caller: CallerIdentity | null): Principal {
  if (caller === null) return { arn: CALLER_PLACEHOLDER, unsure: 'caller' };
  const session = parseAssumedRoleArn(caller.arn);
  if (session === null) return { arn: caller.arn, unsure: null };
  const { partition, account, roleName } = session;
  const ofAccount = `arn:${partition}:iam::${account}:role`;
  return permissionSetOf(roleName) === null
    ? { arn: `${ofAccount}/${roleName}`, unsure: 'path' }
    : { arn: `${ofAccount}/aws-reserved/sso.amazonaws.com/<REGION>/${roleName}`, unsure: 'region' };
}

function consolePages(
  role: AssumableRole,
  caller: CallerIdentity | null,
): AccessDocuments['consolePages'] {
  const roleName = encodeURIComponent(role.roleArn.split('/').at(-1) ?? '');
  const pages: { page: 'caller' | 'role'; url: string | null }[] = [
    { page: 'caller', url: caller === null ? null : callerPage(caller) },
    {
      page: 'role',
      url: iamConsoleUrl(role.roleArn, `/roles/details/${roleName}?section=trust_relationships`),
    },
  ];
  return pages.flatMap(({ page, url }) => (url === null ? [] : [{ page, url }]));
}

function callerPage(caller: CallerIdentity): string | null {
  const { kind, name } = iamCallerOf(caller);
  switch (kind) {
    case 'user':
    case 'role':
      return iamConsoleUrl(
        caller.arn,
        `/${kind}s/details/${encodeURIComponent(name)}?section=permissions`,
      );
    case 'permission-set': {
      const host = partitionOf(caller.arn)?.consoleHost;
      return host === undefined || host === null ? null : `https://${host}/singlesignon/home`;
    }
    case 'root':
    case 'unknown':
      return null;
  }
}

function oneOrMany(actions: readonly string[]): string | readonly string[] {
  return actions.length === 1 ? (actions[0] ?? '') : actions;
}

function pretty(document: PolicyDocument): string {
  return printableJson(document, 2);
}
