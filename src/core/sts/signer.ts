import type { Caller } from '../ports/sts.ts';
import type { SourceDevice } from '../roles/sources/source-device.ts';

/** Credentials that sign calls to STS, and facts about them. */
export interface Signer {
  readonly credentials: Caller['credentials'];
  readonly region: string;
  readonly endpoint: string | undefined;
  /** The profile of these credentials, for messages and for the STS endpoint (see `Caller`). */
  readonly profile: string;
  /** The profile of the role that is assumed (see `Caller`). Absent if no role is assumed. */
  readonly roleProfile?: string | undefined;
  /**
   * True for credentials of a role or an MFA session. A role session that is assumed with them
   * lasts at most one hour.
   */
  readonly chained: boolean;
  readonly mfaSerial: string | null;
  readonly sourceDevice?: SourceDevice | null | undefined;
  /** An MFA code that is sent once, with the next AssumeRole. */
  readonly code?: MfaCode | undefined;
}

/** A code of the signer's own device, and the MFA request that it answers. */
export interface MfaCode {
  readonly mfaRequestId: string;
  readonly serialNumber: string;
  readonly tokenCode: string;
}
