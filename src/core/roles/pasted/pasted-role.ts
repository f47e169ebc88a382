import type { RoleDraft } from '../role-draft.ts';

/** A role as somebody sent it or wrote it elsewhere: what it says, and nothing of the text that said it. */
export interface PastedRole {
  readonly from: 'arn' | 'policy' | 'profile' | 'command';
  /** Null where the text gives it none. */
  readonly name: string | null;
  /** An `endpoint` in it has to be confirmed by a person. */
  readonly fields: PastedFields;
  /** Options or keys that the role has no field for, or whose value stands elsewhere, by the names that the text calls them. */
  readonly passedOver: readonly string[];
}

export type PastedFields = Omit<RoleDraft, 'name' | 'targetProfile' | 'mfa'>;
