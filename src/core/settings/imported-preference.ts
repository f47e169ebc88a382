import type { FieldRule } from '../field-rule.ts';
import type { Preferences } from './preferences.ts';

/** The plan for one preference that differs. */
export interface ImportedPreference {
  readonly name: keyof Preferences;
  /** The value as views may show it. */
  readonly value: string | number | boolean;
  /** The present value, as views may show it; null: the default. */
  readonly present: string | number | boolean | null;
  /** The rule that it breaks here. It is then not imported. */
  readonly rule: FieldRule | null;
  /** True if it needs consent that was not given. It is then not imported. */
  readonly isUnallowed: boolean;
}

/** Returns false for a preference that is not imported. */
export function isAccepted({ rule, isUnallowed }: ImportedPreference): boolean {
  return rule === null && !isUnallowed;
}
