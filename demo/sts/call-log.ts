import type { SessionTag } from './inherited.ts';

/**
 * One request to the embedded STS, without secrets. It contains only whether an external ID and an
 * MFA code were present.
 */
export interface StsCall {
  /** When the request had been read, in epoch ms of the server's clock. */
  readonly at: number;
  readonly requestId: string;
  /**
   * The number of the TCP connection, so that a test can tell a new connection from a reused one.
   */
  readonly connection: number;
  readonly action: string;
  readonly roleArn: string | null;
  readonly roleSessionName: string | null;
  readonly externalIdGiven: boolean;
  /** The requested duration; null if the request has none, so that STS chooses. */
  readonly durationSeconds: number | null;
  readonly serialNumber: string | null;
  readonly tokenCodeGiven: boolean;
  readonly tags: readonly SessionTag[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity: string | null;
  readonly policy: string | null;
  readonly policyArns: readonly string[];
  /** The access key in the request, even if the signature is wrong. */
  readonly accessKeyId: string | null;
  /** The ARN of that key's owner; null if the key is unknown. */
  readonly callerArn: string | null;
  /** The region in the credential scope. */
  readonly region: string | null;
  readonly outcome: StsOutcome;
  /** The access key that STS issued. */
  readonly issuedAccessKeyId: string | null;
}

/** The outcome is `pending` until STS answers. */
export type StsOutcome =
  | { readonly kind: 'pending' }
  | { readonly kind: 'ok' }
  | { readonly kind: 'error'; readonly code: string; readonly status: number }
  | { readonly kind: 'silent' | 'reset' | 'lost-answer' | 'not-xml' };

export interface CallLog {
  /** Returns a function that records the outcome. */
  begin(
    call: StsCall,
  ): (end: Partial<Pick<StsCall, 'outcome' | 'issuedAccessKeyId' | 'region'>>) => void;
  calls(): readonly StsCall[];
  forget(): void;
}

export function createCallLog(): CallLog {
  let calls: StsCall[] = [];
  return {
    begin(call) {
      calls.push(call);
      return (end) => {
        calls = calls.map((each) =>
          each.requestId === call.requestId ? { ...each, ...end } : each,
        );
      };
    },
    calls: () => [...calls],
    forget() {
      calls = [];
    },
  };
}
