import type { RoleDraft } from '../role-draft.ts';
import type { Demand } from './demand.ts';

/** A role as a pasted text describes it: its values, and nothing else of the text. */
export interface PastedRole {
  readonly from: 'arn' | 'policy' | 'profile' | 'command' | 'description' | 'link' | 'values';
  /** Null if the text gives it none. */
  readonly name: string | null;
  /** A person has to confirm an `endpoint` in it. */
  readonly fields: PastedFields;
  /** Options or keys that the role has no field for, or whose value the text does not hold. */
  readonly skipped: readonly string[];
  /** What policies in the text demand of a call that assumes the role. */
  readonly demands: readonly Demand[];
}

export type PastedFields = Omit<RoleDraft, 'name' | 'targetProfile' | 'mfa'>;

/** Something that was recognised in a text and not taken over. */
export interface Left {
  readonly text: string;
  readonly why:
    /** It fits several roles, or none of them alone. */
    | 'unclear'
    /** The text has several values for one field. */
    | 'several'
    /** Another value of the text was taken. */
    | 'differs'
    /** The field cannot have such a value. */
    | 'invalid'
    | 'placeholder'
    | 'wildcard'
    | 'not-a-role'
    | 'denied'
    /** It may assume the role. */
    | 'caller'
    /** A link that names the account by its alias. */
    | 'alias'
    /** A document in the text ends too early. */
    | 'cut-off'
    /** A permission set of IAM Identity Center, which is no role that can be assumed. */
    | 'permission-set'
    /** The start page of an access portal of IAM Identity Center. */
    | 'portal'
    /** A session of a role. */
    | 'session'
    /** The role's ARN was built from a session's, which lacks the path. */
    | 'path-unknown'
    /** The ARN was divided over lines, or so it seems. */
    | 'joined'
    /** What follows the end of an ARN's line, and may be the rest of it. */
    | 'may-go-on'
    /** More roles than can be offered. */
    | 'too-many';
}
