import type { AppState } from '../core/contract/app-state.ts';
import type { Check } from '../core/contract/check.ts';
import { checkText } from './check-text.ts';
import { isRoutine, needsAttention, roleStatusOf } from './role-status.ts';
import type { CheckText } from './words/texts.ts';
import type { FailureVoice } from './words/voice.ts';
import type { Words } from './words/words.ts';

/** Checks with the same cause, as one row. */
export interface DoctorRow {
  /** One for each role, or one check that belongs to no role. They have the same level. */
  readonly checks: readonly [Check, ...Check[]];
  readonly text: CheckText;
  /** The names of the roles if there are several. The text then names none of them. */
  readonly roles: readonly string[];
}

/** Returns a row for each cause, in the order in which the checks name it first. */
export function doctorRows(
  words: Words,
  checks: readonly Check[],
  voiceOf: (roleName: string | null) => FailureVoice,
): readonly DoctorRow[] {
  const byCause = new Map<string, [Check, ...Check[]]>();
  for (const check of checks) {
    const cause = JSON.stringify([check.check, check.level, textWithoutRole(check)]);
    const others = byCause.get(cause);
    if (others === undefined) byCause.set(cause, [check]);
    else others.push(check);
  }
  return [...byCause.values()].map((same) => {
    const [first] = same;
    const roles = same.flatMap((check) => roleOf(check) ?? []);
    return roles.length > 1
      ? { checks: same, text: textWithoutRole(first), roles }
      : { checks: same, text: checkText(words, first, voiceOf(roleOf(first))), roles: [] };
  });

  function textWithoutRole(check: Check): CheckText {
    const { role: _role, ...facts } = check.facts;
    return checkText(words, { ...check, facts }, voiceOf(null));
  }
}

/**
 * Adds a check for each role that needs a person, unless a check already says what is wrong with it.
 */
export function withNeeds(checks: readonly Check[], { roles }: AppState): readonly Check[] {
  const needs = roles.flatMap((view): readonly Check[] => {
    const status = roleStatusOf(view);
    if (!needsAttention(status)) return [];
    const { failure } = status;
    const { name } = view.role;
    const isKnown = checks.some(
      (check) =>
        roleOf(check) === name && (check.level === 'bad' || check.failure?.kind === failure.kind),
    );
    const level = isRoutine(failure) ? 'look' : 'bad';
    return isKnown ? [] : [{ check: 'needs-you', level, facts: { role: name }, failure }];
  });
  return [...needs, ...checks];
}

/** The name of the check's role; null if it belongs to none. */
export function roleOf({ facts }: Check): string | null {
  return typeof facts['role'] === 'string' ? facts['role'] : null;
}
