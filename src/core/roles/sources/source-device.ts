import type { Profiles } from '../../aws-config/profiles.ts';
import type { SourceChain } from './source-chain.ts';

/** An MFA device of a source profile, which no role of the chain names. */
export interface SourceDevice {
  readonly profile: string;
  readonly serial: string;
}

/**
 * Returns the device of the profile that a chain ends in, if no role of the chain names one. The
 * AWS CLI ignores it for the role; aws-vault, Granted and awsume use it.
 */
export function sourceDevice(chain: SourceChain, profiles: Profiles): SourceDevice | null {
  const { profile, kind } = chain.leaf;
  if (chain.mfaSerial !== null || (kind !== 'keys' && kind !== 'credential_process')) return null;
  const serial = profiles.get(profile)?.mfaSerial ?? null;
  return serial === null ? null : { profile, serial };
}
