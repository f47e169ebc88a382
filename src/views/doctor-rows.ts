import type { AppState } from '../core/contract/app-state.ts';
import type { Check } from '../core/contract/check.ts';
import { checkText } from './check-text.ts';
import { isRoutine, needsAttention, roleStatusOf } from './role-status.ts';
import type { SourceProfile } from '../core/roles/sources/source-profiles.ts';
import type { FailureText } from './words/texts.ts';
import type { FactFormat } from './words/fact-format.ts';
import type { Words } from './words/words.ts';

/** Checks with the same cause, as one row. */
export interface DoctorRow {
  /** One check for each role, or one check that belongs to no role. All have the same level. */
  readonly checks: readonly [Check, ...Check[]];
  readonly text: Pick<FailureText, 'title' | 'detail'>;
  readonly remedy: RowRemedy | null;
  /** The names of the roles if the row has several roles; `text` then names no role. */
  readonly roles: readonly string[];
}

/**
 * What to do, as a label and commands. There is one command for each role, or one for all roles.
 */
export interface RowRemedy {
  readonly label: string;
  readonly commands: readonly string[];
}

/** Returns one row for each cause, in the order of the first check with that cause. */
export function doctorRows(
  words: Words,
  checks: readonly Check[],
  formatOf: (roleName: string | null) => FactFormat,
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
    const texts = same.map((check) => checkText(words, check, formatOf(roleOf(check))));
    const isShared = roles.length > 1;
    const text = isShared ? textWithoutRole(first) : (texts[0] ?? textWithoutRole(first));
    const { title, detail, remedy } = text;
    const commands = new Set(texts.flatMap((each) => each.remedy?.command ?? []));
    return {
      checks: same,
      text: { title, detail },
      remedy: remedy === null ? null : { label: remedy.label, commands: [...commands] },
      roles: isShared ? roles : [],
    };
  });

  function textWithoutRole(check: Check): FailureText {
    const { role: _role, ...facts } = check.facts;
    return checkText(words, { ...check, facts }, formatOf(null));
  }
}

/**
 * Adds a check `needs-you` for each role that needs an action of the user, unless another check
 * already says what is wrong with the role.
 */
export function addNeedsYouChecks(checks: readonly Check[], { roles }: AppState): readonly Check[] {
  const needs = roles.flatMap((view): readonly Check[] => {
    const status = roleStatusOf(view);
    if (!needsAttention(status)) return [];
    const { failure } = status;
    const { name } = view.role;
    const isKnown = checks.some(
      (check) =>
        roleOf(check) === name && (check.level === 'bad' || check.failure?.kind === failure.kind),
    );
    const level = isRoutine(failure) ? 'warning' : 'bad';
    return isKnown ? [] : [{ check: 'needs-you', level, facts: { role: name }, failure }];
  });
  return [...needs, ...checks];
}

/** Returns the profiles to offer as a source, those with access keys first. Omits roles. */
export function offeredSources(sources: readonly SourceProfile[]): readonly string[] {
  const own = sources.filter(
    ({ credentialKind }) => credentialKind !== 'role' && credentialKind !== 'role_arn',
  );
  const rank = ({ credentialKind }: SourceProfile): number => (credentialKind === 'keys' ? 0 : 1);
  return [...own].sort((one, other) => rank(one) - rank(other)).map(({ profile }) => profile);
}

/** Returns the name of the check's role; null if the check belongs to no role. */
export function roleOf({ facts }: Check): string | null {
  return typeof facts['role'] === 'string' ? facts['role'] : null;
}
