import type { CallerIdentity } from '../ports.ts';

/** How the caller's policy can be attached: each kind of caller needs other commands. */
export type CallerKind = 'user' | 'role' | 'permission-set' | 'root' | 'unknown';

/** What has to be true in IAM for a role to be assumable, as documents. `views` and the command line word it. */
export interface AccessDocuments {
  readonly caller: CallerIdentity | null;
  readonly callerKind: CallerKind;
  /** Identity policy that allows exactly this role, as JSON text. */
  readonly identityPolicy: string;
  /** Trust policy that the role's account needs, as JSON text; its Principal is `<CALLER_ARN>` where the caller is unknown. */
  readonly trustPolicy: string;
  /** IAM console pages of the role's partition. */
  readonly consolePages: readonly { readonly page: 'caller' | 'role'; readonly url: string }[];
}
