import type { FieldRule } from '../field-rule.ts';
import type { Preferences } from './preferences.ts';

/** The plan for one preference whose value in the document differs from the present one. */
export interface ImportedPreference {
  readonly name: keyof Preferences;
  /** The value in the document, as views may show it. */
  readonly value: string | number | boolean;
  /** The present value, as views may show it. Null for the default. */
  readonly present: string | number | boolean | null;
  /**
   * The rule that the value breaks on this computer; null if it breaks none. A value that breaks a
   * rule is not imported.
   */
  readonly rule: FieldRule | null;
  /**
   * True if the value needs consent and the person did not give it. Such a value is not imported.
   */
  readonly isUnallowed: boolean;
}

/** Returns false for a preference that is not imported. */
export function isAccepted({ rule, isUnallowed }: ImportedPreference): boolean {
  return rule === null && !isUnallowed;
}
