import type { RoleDraft } from '../role-draft.ts';
import type { Demand } from './demand.ts';

/** The values of a role in a pasted text, and nothing else of the text. */
export interface PastedRole {
  readonly from: 'arn' | 'policy' | 'profile' | 'command' | 'description' | 'link' | 'values';
  /** Null if the text has no name for it. */
  readonly name: string | null;
  /** A person must allow an `endpoint` in it. */
  readonly fields: PastedFields;
  /** Options or keys without a field, or without a value in the text. */
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
    /** The value fits several roles, or no single one. */
    | 'unclear'
    /** The text has several values for one field. */
    | 'several'
    /** The text has another value, which was used. */
    | 'differs'
    /** The field cannot have this value. */
    | 'invalid'
    | 'placeholder'
    | 'wildcard'
    | 'not-a-role'
    | 'denied'
    /** The pasted caller may assume the role. */
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
    /** The ARN was divided over lines, or seems to be. */
    | 'joined'
    /** The text after an ARN's line, which may belong to the ARN. */
    | 'may-go-on'
    /** More roles than can be offered. */
    | 'too-many';
}
