import type { CallerIdentity } from '../../ports/sts.ts';
import { iamCallerOf, identityPolicyOf } from './access.ts';
import { furtherActionsOf } from './further-actions.ts';
import { printableJson } from '../../printable.ts';
import { partitionIdOf } from '../../aws-config/partition.ts';
import type { Role, AssumableRole } from '../role.ts';
import type { Failure } from '../../failure.ts';
import { quotedArgument, type Shell } from '../../quoting.ts';
import { shellSafeJson, writeFileCommand } from './write-file.ts';

export interface AccessCommandsRequest {
  readonly role: AssumableRole;
  /** The identity that assumes the role. Null if it is unknown. */
  readonly caller: CallerIdentity | null;
  /** The IAM user to add to the group. If absent, the caller is added if it is an IAM user. */
  readonly user?: string | undefined;
  readonly group?: string | undefined;
  readonly shell: Shell;
}

/** The commands that attach the identity policy to the caller, or why there are none. */
export type AccessCommands =
  | {
      readonly kind: 'commands';
      readonly for: 'user' | 'role';
      /**
       * The commands in order, one per line, quoted for the shell. The first command writes the
       * policy document to a file.
       */
      readonly lines: readonly string[];
      /** The placeholders that a person must replace before the commands can run. */
      readonly placeholders: readonly string[];
    }
  /** The caller uses a permission set. Only IAM Identity Center can change its inline policy. */
  | {
      readonly kind: 'permission-set';
      readonly permissionSet: string;
      readonly inlinePolicy: string;
    }
  /** STS lets no root user assume a role (STS API reference, AssumeRole). */
  | { readonly kind: 'impossible'; readonly reason: 'root' }
  /** A value cannot be quoted for the shell. `failure` names the value. */
  | { readonly kind: 'unquotable'; readonly failure: Failure };

const GROUP_PLACEHOLDER = '<GROUP>';
const USER_PLACEHOLDER = '<USER>';
const ACCOUNT_PLACEHOLDER = '<ACCOUNT_ID>';

/**
 * Returns the commands for the caller, or for `user` if it is set, because an administrator may
 * prepare them for someone else.
 */
export function accessCommands(request: AccessCommandsRequest): AccessCommands {
  const { role, shell, user } = request;
  const caller = iamCallerOf(request.caller);
  const document = identityPolicyOf(role.roleArn, furtherActionsOf(role));
  if (user === undefined) {
    if (caller.kind === 'root') return { kind: 'impossible', reason: 'root' };
    if (caller.kind === 'permission-set') {
      return {
        kind: 'permission-set',
        permissionSet: caller.name,
        inlinePolicy: printableJson(document, 2),
      };
    }
  }
  const policyName = defaultPolicyName(role);
  const documentPath = `${policyName}.json`;
  const partition =
    caller.partition === '' ? (partitionIdOf(role.roleArn) ?? 'aws') : caller.partition;
  const account = caller.account === '' ? ACCOUNT_PLACEHOLDER : caller.account;
  const policyArn = `arn:${partition}:iam::${account}:policy/${policyName}`;
  const writing = writeFileCommand(shell, documentPath, shellSafeJson(document));
  const unquotable: string[] = writing === null ? [documentPath] : [];
  const quote = (word: string): string => {
    const argument = quotedArgument(shell, word);
    if (argument === null) unquotable.push(word);
    return argument ?? '';
  };
  const iam = (command: string, ...words: readonly string[]): string =>
    ['aws', 'iam', command, ...words].map(quote).join(' ');
  const first = [
    writing ?? '',
    iam(
      'create-policy',
      '--policy-name',
      policyName,
      '--policy-document',
      `file://${documentPath}`,
    ),
  ];

  if (user === undefined && caller.kind === 'role') {
    const lines = [
      ...first,
      iam('attach-role-policy', '--role-name', caller.name, '--policy-arn', policyArn),
    ];
    return (
      refusalOfUnquotable(unquotable, shell) ?? {
        kind: 'commands',
        for: 'role',
        lines,
        placeholders: placeholdersOf(account),
      }
    );
  }
  const group = request.group ?? GROUP_PLACEHOLDER;
  const name = user ?? (caller.kind === 'user' ? caller.name : USER_PLACEHOLDER);
  const lines = [
    ...first,
    iam('create-group', '--group-name', group),
    iam('attach-group-policy', '--group-name', group, '--policy-arn', policyArn),
    iam('add-user-to-group', '--group-name', group, '--user-name', name),
  ];
  const placeholders = placeholdersOf(account, group, name);
  return (
    refusalOfUnquotable(unquotable, shell) ?? { kind: 'commands', for: 'user', lines, placeholders }
  );
}

function refusalOfUnquotable([item]: readonly string[], shell: Shell): AccessCommands | null {
  if (item === undefined) return null;
  const rule = { kind: 'item', part: 'item', item, broken: { kind: 'shell', shell } } as const;
  return { kind: 'unquotable', failure: { kind: 'field-invalid', field: 'commands', rule } };
}

function placeholdersOf(...words: readonly string[]): readonly string[] {
  return words.filter((word) =>
    [GROUP_PLACEHOLDER, USER_PLACEHOLDER, ACCOUNT_PLACEHOLDER].includes(word),
  );
}

/**
 * Returns a policy name that contains the role's name. AWS allows 1 to 128 characters of
 * `[\w+=,.@-]` (IAM API reference, CreatePolicy).
 */
export function defaultPolicyName(role: Pick<Role, 'name'>): string {
  return `assume-${role.name.replace(/[^\w+=,.@-]+/g, '-')}`.slice(0, 128);
}
