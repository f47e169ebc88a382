import type { FieldRule } from '../failure.ts';
import type { Preferences } from './preferences.ts';

/** What becomes of one preference that differs. */
export interface ImportedPreference {
  readonly name: keyof Preferences;
  /** As a view may know it. */
  readonly value: string | number | boolean;
  /** The present value, as a view may know it; null: the default. */
  readonly present: string | number | boolean | null;
  /** The rule that it breaks here; it is left out then. */
  readonly rule: FieldRule | null;
  /** True if it needs consent that was not given; it is left out then. */
  readonly isUnallowed: boolean;
}

/** False for a preference that is left out. */
export function isTaken({ rule, isUnallowed }: ImportedPreference): boolean {
  return rule === null && !isUnallowed;
}
