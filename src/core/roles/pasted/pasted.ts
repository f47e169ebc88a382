import type { PolicyProblem } from '../../refused-text.ts';
import { Findings } from './findings.ts';
import { readLooseText } from './loose-text.ts';
import { rolesInCommands } from './pasted-command.ts';
import { rolesInProfiles } from './pasted-profiles.ts';
import type { Unused, PastedRole } from './pasted-role.ts';
import { holdsSecret, withoutTokensOfEvents } from './pasted-secret.ts';
import { placeholderIn } from './placeholder.ts';
import { plainText } from './plain-text.ts';
import { structuresIn } from './structure.ts';
import { StructuredRoles } from './structured-roles.ts';
import { tablesIn } from './tables.ts';
import { documentsIn } from './trust-policy.ts';
import { withWholeArns } from './whole-arns.ts';
import { yamlIn } from './yaml-structure.ts';

/** The roles in a text, and what was recognised but not used. */
export interface PastedRoles {
  /** At most `MAX_ROLES`. */
  readonly roles: readonly PastedRole[];
  readonly unused: readonly Unused[];
  /** True if the text is longer than the part that was read. */
  readonly isCut: boolean;
}

export type Pasted =
  | { readonly kind: 'nothing' }
  /** The text has at least one role. */
  | ({ readonly kind: 'roles' } & PastedRoles)
  /** The text has a secret key or a token, so it must not be kept. */
  | { readonly kind: 'secret' }
  | { readonly kind: 'problem'; readonly problem: PolicyProblem };

/** 256 KB of plain text, which is more than any document that names a role. */
const MAX_CHARACTERS = 262_144;
const MAX_ROLES = 50;

/**
 * Returns the roles in a text of any form. Reads commands first, then profiles, tables, YAML, JSON
 * and Terraform, links, and labelled values, each in the text that is left.
 */
export function readPasted(text: string): Pasted {
  const given = withoutTokensOfEvents(text.slice(0, MAX_CHARACTERS));
  const { text: plain, unused: inPieces } = withWholeArns(plainText(given));
  if (plain === '') return { kind: 'nothing' };
  if (holdsSecret(given + text.slice(MAX_CHARACTERS)) || holdsSecret(plain)) {
    return { kind: 'secret' };
  }
  const findings = new Findings();
  for (const each of inPieces) findings.addUnused(each);
  const commands = rolesInCommands(plain, findings);
  const profiles = rolesInProfiles(commands.rest, findings);
  const structured = new StructuredRoles(findings);
  const tables = tablesIn(profiles.rest);
  structured.read(tables.rows);
  const yaml = yamlIn(tables.rest);
  const structures = structuresIn(yaml.rest);
  structured.read([...yaml.nodes, ...structures.nodes]);
  const rest = structures.rest.replace(/%7B[^\s"'<>]{10,}/gi, (encoded) => {
    structured.read(documentsIn(encoded));
    return ' ';
  });
  structured.finish();
  readLooseText([rest, ...structured.texts].join('\n\n'), findings);
  const { roles, placeholders } = withoutPlaceholders(findings.roles());
  const isBroken = structures.isUnclosed && /^[{[]/.test(plain);
  if (isBroken) findings.addUnused({ text: plain.slice(0, 20).trim(), kind: 'cut-off' });
  const unused = [...findings.unused(), ...placeholders];
  const { hasCommand } = commands;
  const { hasProfile } = profiles;
  const isCut = text.length > MAX_CHARACTERS;
  if (roles.length > 0) return { kind: 'roles', ...limited(roles, unused), isCut };
  return {
    kind: 'problem',
    problem: problemOf(unused, { findings, hasCommand, hasProfile, isBroken, isCut }),
  };
}

/** Leaves out roles whose external ID is a placeholder, and lists the placeholders as unused. */
function withoutPlaceholders(given: readonly PastedRole[]) {
  const roles: PastedRole[] = [];
  const placeholders: Unused[] = [];
  for (const role of given) {
    const placeholder = placeholderIn(role.fields.externalId ?? '');
    if (placeholder === null) roles.push(role);
    else placeholders.push({ text: placeholder, kind: 'placeholder' });
  }
  return { roles, placeholders };
}

function limited(roles: readonly PastedRole[], unused: readonly Unused[]) {
  const further = roles
    .slice(MAX_ROLES)
    .map(({ fields }): Unused => ({ text: fields.roleArn, kind: 'too-many' }));
  const all = [...unused, ...further];
  const more: readonly Unused[] =
    all.length > MAX_UNUSED ? [{ text: `+${all.length - MAX_UNUSED}`, kind: 'too-many' }] : [];
  return { roles: roles.slice(0, MAX_ROLES), unused: [...all.slice(0, MAX_UNUSED), ...more] };
}

/**
 * Longest list of unused values, because people do not read more. If there are more, the last entry
 * has the number of the others.
 */
const MAX_UNUSED = 100;

interface Found {
  readonly findings: Findings;
  readonly hasCommand: boolean;
  readonly hasProfile: boolean;
  readonly isBroken: boolean;
  readonly isCut: boolean;
}

/**
 * Unused values of these kinds can be the reason why a text has no role. An earlier kind is
 * reported before a later one.
 */
const NAMED_KINDS = ['wildcard', 'denied', 'alias', 'permission-set', 'portal', 'session'] as const;

/**
 * Returns why there is no role. If there are several reasons, returns the one that is most useful
 * for a question to the sender.
 */
function problemOf(unused: readonly Unused[], found: Found): PolicyProblem {
  const first = (kind: Unused['kind']): string | undefined =>
    unused.find((each) => each.kind === kind)?.text;
  const placeholder = first('placeholder');
  if (placeholder !== undefined) return { kind: 'placeholder', placeholder };
  for (const kind of NAMED_KINDS) {
    const resource = first(kind);
    if (resource !== undefined) return { kind, resource };
  }
  if (found.hasCommand) return { kind: 'command-without-role' };
  const resource = first('not-a-role');
  if (resource !== undefined) return { kind: 'not-a-role', resource };
  if (found.isCut) return { kind: 'too-long' };
  if (found.findings.isTrustPolicy) return { kind: 'trust-policy' };
  if (found.findings.isPolicy) return { kind: 'no-assume-role' };
  if (found.isBroken) return { kind: 'not-json', message: '' };
  return found.hasProfile ? { kind: 'profile-without-role' } : { kind: 'nothing-known' };
}
