import type { RoleView } from '../../core/contract/app-state.ts';
import { whenMissing } from '../../core/roles/role-kinds.ts';
import type { Role } from '../../core/roles/role.ts';
import type { RoleField } from '../../core/roles/role-fields.ts';
import { displaySafe } from '../display-safe.ts';
import { keptByText } from '../kept-by.ts';
import { roleSummary } from '../role-summary.ts';
import type { Words } from '../words/words.ts';

/** A line of an open card. */
export interface RoleFact {
  readonly label: string;
  /** Made safe by `displaySafe`. */
  readonly text: string;
  /** What a click copies; null if a click copies nothing. */
  readonly copied: string | null;
}

/**
 * Returns the lines of an open card. Omits account, profile and region, because the card's identity
 * shows them.
 */
export function roleFacts({ role, kept, keptBy }: RoleView, words: Words): readonly RoleFact[] {
  const { what, source } = roleSummary(role);
  const { labels } = words.panel.form;
  const field = (name: RoleField, value: string | undefined): readonly RoleFact[] =>
    copiedFact(labels[name], value);
  const by = keptByText(words, keptBy);
  const all = by === null || !kept ? by : `${words.keeping.here}${words.keeping.and}${by}`;
  return [
    ...copiedFact(words.kinds.what[role.kind], what),
    ...field('external-id', role.externalId),
    ...field('session-name', role.roleSessionName),
    ...plainFact(labels.duration, lengthOf(role, words)),
    // The card of an MFA session already names its device.
    ...(role.mfaSerial === what ? [] : field('mfa-serial', role.mfaSerial)),
    ...copiedFact(words.kinds.source[role.kind], source),
    ...field('group', role.group),
    ...field('endpoint', role.endpoint),
    ...plainFact(words.panel.facts.keptBy, all),
  ];
}

function copiedFact(label: string, value: string | undefined): readonly RoleFact[] {
  const text = displaySafe(value ?? '');
  return value === undefined || text === '' ? [] : [{ label, text, copied: value }];
}

function plainFact(label: string, text: string | null): readonly RoleFact[] {
  return text === null ? [] : [{ label, text, copied: null }];
}

/**
 * Returns the session duration. Returns null for a permission set, because its administrator sets
 * the duration.
 */
function lengthOf({ kind, durationSeconds }: Role, words: Words): string | null {
  if (whenMissing(kind, 'durationSeconds') === null) return null;
  return durationSeconds === undefined
    ? words.kinds.lengthOfSetting
    : words.panel.form.durations(durationSeconds);
}
