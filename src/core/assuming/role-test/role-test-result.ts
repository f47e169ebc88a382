import type { Failure } from '../../failure.ts';
import type { AccessDocuments } from '../../roles/access/access.ts';
import type { ChainLeaf } from '../../roles/sources/source-chain.ts';

/**
 * The result of trying a role's settings at AWS, without secrets. `steps` ends with the first step
 * that failed.
 */
export interface RoleTestResult {
  readonly steps: readonly RoleTestStep[];
  /** The device whose code the test needs to continue; null if it needs none. */
  readonly codeFor: RoleTestDevice | null;
  /** The policies that are missing, if AWS did not allow the role. */
  readonly access: AccessDocuments | null;
}

export type RoleTestStep =
  /**
   * `through` lists the profiles of the roles between the source and this role. The one nearest to
   * the source comes first.
   */
  | {
      readonly kind: 'source';
      readonly profile: string;
      readonly gives: ChainLeaf['kind'];
      readonly through: readonly string[];
    }
  /** `arn` is the answer of GetCallerIdentity. */
  | { readonly kind: 'caller'; readonly arn: string }
  | { readonly kind: 'code'; readonly serial: string }
  /** `roleArn` is null if the role's kind does not use AssumeRole. */
  | { readonly kind: 'assume'; readonly roleArn: string | null; readonly expiration: number }
  | { readonly kind: 'source' | 'caller' | 'code' | 'assume'; readonly failure: Failure };

export interface RoleTestDevice {
  readonly serial: string;
  readonly sourceProfile: string;
  /** The server that gets the code, if it is not AWS's own STS. */
  readonly host: string | null;
  /**
   * No code is accepted before this time; null if there is no such limit. After a refused code, it
   * is the start of the next 30 s interval.
   */
  readonly notBefore: number | null;
}
