import type { FileAccess } from '../../core/file-failure.ts';
import type { CheckFacts } from './texts.ts';

export type Facts = CheckFacts['facts'];

/** Returns a fact as text; null if it is absent. */
export function textOf(facts: Facts, name: string): string | null {
  const value = facts[name];
  return value === undefined || value === null ? null : String(value);
}

/** Joins the parts that are not null into one line. */
export function joinParts(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(' ');
}

/** Returns the facts that no other text covers, so that the output omits none. */
export function otherFacts(facts: Facts, ...covered: readonly string[]): string {
  return Object.entries(facts)
    .filter(([name, value]) => !covered.includes(name) && value !== null)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ');
}

/** Returns the file or folder of a check; null if the check names none. */
export function accessIn(facts: Facts): FileAccess | null {
  const { path, owner, mode } = facts;
  return typeof path === 'string' && typeof owner === 'number' && typeof mode === 'string'
    ? { path, owner, mode }
    : null;
}

/** Joins the parts that are not null into one line after the role's name. */
export function ofRole(facts: Facts, ...parts: readonly (string | null)[]): string {
  const role = textOf(facts, 'role');
  return joinParts(role === null ? null : `${role}:`, ...parts);
}
