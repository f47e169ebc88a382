import type { PolicyProblem } from '../../failures/failure.ts';
import { placeholderIn, rolesInPolicy } from '../policy-document.ts';
import { roleInCommand } from './pasted-command.ts';
import { hasProfileHeader, rolesInProfiles, saysRoleArn } from './pasted-profiles.ts';
import type { PastedRole } from './pasted-role.ts';
import { holdsSecret } from './pasted-secret.ts';

/** What somebody sent, as it was pasted: the ARN of a role, a policy document, a section of `~/.aws/config` or an `aws sts assume-role` line. */
export type Pasted =
  | { readonly found: 'nothing' }
  /** At least one. */
  | { readonly found: 'roles'; readonly roles: readonly PastedRole[] }
  /** A secret key or token: not to be kept. */
  | { readonly found: 'secret' }
  | { readonly found: 'problem'; readonly problem: PolicyProblem }
  /** Profiles, and none of them is a role; or a command without an ARN. */
  | { readonly found: 'no-role'; readonly in: 'profile' | 'command' }
  | { readonly found: 'unknown' };

/** More than any document that names a role. */
const MOST_CHARACTERS = 262_144;

export function readPasted(text: string): Pasted {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') return { found: 'nothing' };
  if (trimmed.length > MOST_CHARACTERS) return { found: 'unknown' };
  if (holdsSecret(trimmed)) return { found: 'secret' };
  if (saysRoleArn(trimmed)) {
    const roles = rolesInProfiles(trimmed);
    if (roles.length > 0) return unlessUnfilled(roles);
  }
  const command = roleInCommand(trimmed);
  if (command !== null) {
    if ('from' in command) return unlessUnfilled([command]);
    const { unfilled } = command;
    if (unfilled === null) return { found: 'no-role', in: 'command' };
    return { found: 'problem', problem: { why: 'placeholder', placeholder: unfilled } };
  }
  if (trimmed.startsWith('{')) return inPolicy(trimmed);
  if (hasProfileHeader(trimmed)) return { found: 'no-role', in: 'profile' };
  if (trimmed.startsWith('[')) return inPolicy(trimmed);
  const [roleArn] = /\barn:[a-z0-9-]{1,64}:iam::[^\s"',:]{0,64}:role\/[^\s"',]+/.exec(trimmed) ?? [];
  if (roleArn === undefined) return { found: 'unknown' };
  return unlessUnfilled([{ from: 'arn', name: null, fields: { roleArn }, passedOver: [] }]);
}

function inPolicy(text: string): Pasted {
  const roles = rolesInPolicy(text);
  if (!roles.ok) {
    const { failure } = roles;
    return failure.kind === 'policy-unusable' ? { found: 'problem', problem: failure.reason } : { found: 'unknown' };
  }
  const { roleArns, externalId } = roles.value;
  const given = externalId === null ? {} : { externalId };
  return {
    found: 'roles',
    roles: roleArns.map((roleArn) => ({ from: 'policy', name: null, fields: { roleArn, ...given }, passedOver: [] })),
  };
}

function unlessUnfilled(roles: readonly PastedRole[]): Pasted {
  for (const { fields } of roles) {
    const placeholder = placeholderIn(fields.roleArn) ?? placeholderIn(fields.externalId ?? '');
    if (placeholder !== null) return { found: 'problem', problem: { why: 'placeholder', placeholder } };
  }
  return { found: 'roles', roles };
}

/** The roles alone, at most a few: for whoever shows what a text gives and may not have the text. */
export function rolesIn(text: string): readonly PastedRole[] {
  const pasted = readPasted(text);
  return pasted.found === 'roles' ? pasted.roles.slice(0, MOST_ROLES) : [];
}

const MOST_ROLES = 50;
