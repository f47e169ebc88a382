import type { RoleDraft } from '../role-draft.ts';
import type { Demand } from './demand.ts';
import type { FIRST_KIND } from '../role-kinds.ts';

/** The values of one role in a pasted text. */
export interface PastedRole {
  readonly kind: typeof FIRST_KIND;
  readonly from: 'arn' | 'policy' | 'profile' | 'command' | 'description' | 'link' | 'values';
  /** Null if the text has no name for the role. */
  readonly name: string | null;
  /** If the fields have an `endpoint`, a person must allow it. */
  readonly fields: PastedFields;
  /**
   * Options and keys that were not used, because a role has no such field or the text does not
   * contain the value.
   */
  readonly skipped: readonly string[];
  /** What policies in the text demand from a call that assumes the role. */
  readonly demands: readonly Demand[];
}

export type PastedFields = Omit<
  RoleDraft,
  'kind' | 'name' | 'targetProfile' | 'mfa' | 'browser'
> & {
  readonly roleArn: string;
};

/** Something that was recognised but not used. */
export interface Unused {
  readonly text: string;
  readonly kind:
    /** It is unclear which role the value belongs to. */
    | 'unclear'
    /** The text has several values for one field. */
    | 'several'
    /** The text also has another value for the field, which was used. */
    | 'differs'
    /** The field cannot have this value. */
    | 'invalid'
    | 'placeholder'
    | 'wildcard'
    | 'not-a-role'
    | 'denied'
    /** The ARN of a caller that may assume the role. */
    | 'caller'
    /** A link that names the account by its alias. */
    | 'alias'
    /** A document in the text ends too early. */
    | 'cut-off'
    /** A permission set of IAM Identity Center, which cannot be assumed. */
    | 'permission-set'
    /** The start page of an access portal of IAM Identity Center. */
    | 'portal'
    /** A session of a role. */
    | 'session'
    /** The role's ARN was made from a session's ARN, which has no path. */
    | 'path-unknown'
    /** The ARN was, or seems to be, split over several lines. */
    | 'joined'
    /** The text after an ARN's line, which may belong to the ARN. */
    | 'may-go-on'
    /** More roles than can be offered. */
    | 'too-many';
}
