import type { Profiles } from '../../aws-config/profiles.ts';
import type { SourceChain } from './source-chain.ts';

/** An MFA device that the source profile names, and that no role of the chain names. */
export interface SourceDevice {
  readonly profile: string;
  readonly serial: string;
}

/**
 * Returns the MFA device of the leaf's profile; null if a role of the chain names a device. The AWS
 * CLI does not use this device for the role, but aws-vault, Granted and awsume do.
 */
export function sourceDevice(chain: SourceChain, profiles: Profiles): SourceDevice | null {
  const { profile, kind } = chain.leaf;
  if (chain.mfaSerial !== null || (kind !== 'keys' && kind !== 'credential_process')) return null;
  const serial = profiles.get(profile)?.mfaSerial ?? null;
  return serial === null ? null : { profile, serial };
}
