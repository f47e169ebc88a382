import type { AssumeRoleRequest } from '../ports.ts';
import type { Role } from './role.ts';

/** Keys that stand in the credentials file under a profile's name, and what hides them or what they hide. */
export interface Shadowing {
  readonly profile: string;
  readonly by:
    'role_arn' | 'sso' | 'web_identity' | 'credential_process' | 'login_session' | 'AWS_PROFILE' | 'AWS_ACCESS_KEY_ID';
  /** `hides-ours`: no tool sees our keys; `hides-ours-in-botocore`: the AWS CLI and boto3 do not; `hidden-by-ours`: our keys win. */
  readonly effect: 'hides-ours' | 'hides-ours-in-botocore' | 'hidden-by-ours';
}

/** Where the credentials that assume a role come from: hops that we assume one after the other, on credentials that the SDK's providers give. */
export interface SourceChain {
  /** Nearest first: `hops[0]` is what the role itself is assumed from. Empty where the leaf calls STS for the role directly. */
  readonly hops: readonly ChainHop[];
  readonly leaf: ChainLeaf;
  /** Any serial of the role or of a hop puts the leaf's MFA session under the whole chain. */
  readonly mfaSerial: string | null;
  /** Profiles walked, the role's own target first, for words. */
  readonly path: readonly string[];
}

export type ChainHop =
  /** One of ours; its session in the file serves where it is fresh. */
  | { readonly kind: 'role'; readonly role: Role }
  /** A `role_arn` profile of the config file: assumed in memory. */
  | {
      readonly kind: 'profile';
      readonly profile: string;
      readonly request: AssumeRoleRequest;
      readonly region: string | null;
    };

export interface ChainLeaf {
  readonly profile: string;
  /** `keys`: long-term; `temporary-keys`: with a session token, someone else's. */
  readonly kind:
    'keys' | 'temporary-keys' | 'credential_process' | 'credential_source' | 'sso' | 'web_identity' | 'login_session';
}
