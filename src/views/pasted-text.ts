import type { Demand } from '../core/roles/pasted/demand.ts';
import { matchesGlob } from '../core/roles/pasted/glob.ts';
import type { Unused } from '../core/roles/pasted/pasted-role.ts';
import type { RoleDraft } from '../core/roles/role-draft.ts';
import { displaySafe } from './display-safe.ts';
import type { Words } from './words/words.ts';

/** Returns the conditions of the pasted policies that the role does not meet yet, one per line. */
export function unmetDemands(
  words: Words,
  demands: readonly Demand[],
  role: Partial<RoleDraft>,
): readonly string[] {
  return demands
    .filter((demand) => !isMet(demand, role))
    .map((demand) => demandText(words, demand));
}

/** Returns what was recognised in a text but not used, one per line. */
export function unusedLines(words: Words, left: readonly Unused[]): readonly string[] {
  return left.map(({ text, kind }) => words.forming.paste.left[kind](displaySafe(text)));
}

function isMet(demand: Demand, role: Partial<RoleDraft>): boolean {
  switch (demand.kind) {
    case 'mfa':
      return isGiven(role.mfaSerial);
    case 'external-id':
      return meets(role.externalId, demand.values);
    case 'session-name':
      return meets(role.roleSessionName, demand.values);
    case 'source-identity':
      return meets(role.sourceIdentity, demand.values);
    case 'tag':
      return (role.tags ?? []).some(
        ({ key, value }) => key === demand.key && meets(value, demand.values),
      );
    case 'other':
      return false;
  }
}

function isGiven(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== '';
}

function meets(value: string | undefined, patterns: readonly string[]): boolean {
  if (!isGiven(value)) return false;
  return patterns.length === 0 || patterns.some((pattern) => matchesGlob(pattern, value.trim()));
}

function demandText(words: Words, demand: Demand): string {
  const { demands } = words.forming.paste;
  switch (demand.kind) {
    case 'mfa':
      return demand.maxAgeSeconds === null ? demands.mfa : demands['mfa-age'](demand.maxAgeSeconds);
    case 'tag':
      return demands.tag({ key: displaySafe(demand.key), values: demand.values.map(displaySafe) });
    case 'other':
      return demands.other(displaySafe(demand.text));
    default:
      return demands[demand.kind](demand.values.map(displaySafe));
  }
}
