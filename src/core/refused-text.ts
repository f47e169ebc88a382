import type { FieldRule } from './field-rule.ts';

/** Why a document cannot be imported as settings. */
export type DocumentProblem =
  /** `line` is the line of the JSON error, or null if it is unknown. */
  | { readonly kind: 'not-json'; readonly line: number | null }
  | { readonly kind: 'not-settings' }
  | { readonly kind: 'newer'; readonly version: number }
  /** `place` is the path of the value, such as `roles[2].roleArn`. */
  | { readonly kind: 'place'; readonly place: string; readonly rule: FieldRule };

/** Why a pasted text has no role that can be added. */
export type PolicyProblem =
  | { readonly kind: 'not-json'; readonly message: string }
  | { readonly kind: 'no-assume-role' }
  | { readonly kind: 'wildcard'; readonly resource: string }
  | { readonly kind: 'placeholder'; readonly placeholder: string }
  | { readonly kind: 'not-a-role'; readonly resource: string }
  /** One statement of the document allows the role, but another statement denies it. */
  | { readonly kind: 'denied'; readonly resource: string }
  /** A link to switch roles has the account's alias instead of its number. */
  | { readonly kind: 'alias'; readonly resource: string }
  /** The text names a permission set of IAM Identity Center. */
  | { readonly kind: 'permission-set'; readonly resource: string }
  /** The text has a link to an access portal of IAM Identity Center. */
  | { readonly kind: 'portal'; readonly resource: string }
  /** The text has the ARN of a role's session. */
  | { readonly kind: 'session'; readonly resource: string }
  /** The text is a trust policy, which does not name its role. */
  | { readonly kind: 'trust-policy' }
  | { readonly kind: 'profile-without-role' }
  | { readonly kind: 'command-without-role' }
  | { readonly kind: 'secret' }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'nothing-known' }
  | { readonly kind: 'several'; readonly roleArns: readonly string[] };
