import type { FieldRule } from './field-rule.ts';

/** Why a document is no exported settings, or which place of it breaks a rule. */
export type DocumentProblem =
  /** `line` of the JSON error; null if unknown. */
  | { readonly why: 'not-json'; readonly line: number | null }
  | { readonly why: 'not-settings' }
  | { readonly why: 'newer'; readonly version: number }
  /** `place`: such as `roles[2].roleArn`. */
  | { readonly why: 'place'; readonly place: string; readonly rule: FieldRule };

/** Why a text from a client names no role that can be added. */
export type PolicyProblem =
  | { readonly why: 'not-json'; readonly message: string }
  | { readonly why: 'no-assume-role' }
  | { readonly why: 'wildcard'; readonly resource: string }
  | { readonly why: 'placeholder'; readonly placeholder: string }
  | { readonly why: 'not-a-role'; readonly resource: string }
  /** Another statement of the document denies what this one allows. */
  | { readonly why: 'denied'; readonly resource: string }
  /** A link to switch roles that has the account's alias instead of its number. */
  | { readonly why: 'alias'; readonly resource: string }
  /** A permission set of IAM Identity Center, its access portal, or a session of a role. */
  | { readonly why: 'permission-set'; readonly resource: string }
  | { readonly why: 'portal'; readonly resource: string }
  | { readonly why: 'session'; readonly resource: string }
  /** A trust policy, which does not name its role. */
  | { readonly why: 'trust-policy' }
  | { readonly why: 'profile-without-role' }
  | { readonly why: 'command-without-role' }
  | { readonly why: 'secret' }
  | { readonly why: 'too-long' }
  | { readonly why: 'nothing-known' }
  | { readonly why: 'several'; readonly roleArns: readonly string[] };
