import type { SessionTag } from './inherited.ts';

/** One request that reached the embedded STS. It holds no secret: of an external ID and a code only whether they were there. */
export interface StsCall {
  /** Epoch ms by the server's clock when the request had been read. */
  readonly at: number;
  readonly requestId: string;
  /** Numbers the TCP connections, so that a test can tell a new one from a kept one. */
  readonly connection: number;
  readonly action: string;
  readonly roleArn: string | null;
  readonly roleSessionName: string | null;
  readonly externalIdGiven: boolean;
  /** As asked; null where the default was left to STS. */
  readonly durationSeconds: number | null;
  readonly serialNumber: string | null;
  readonly tokenCodeGiven: boolean;
  readonly tags: readonly SessionTag[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity: string | null;
  readonly policy: string | null;
  readonly policyArns: readonly string[];
  /** The access key that the request names, signed well or not. */
  readonly accessKeyId: string | null;
  /** Whom that key stands for; null where it is unknown. */
  readonly callerArn: string | null;
  /** Of the credential scope. */
  readonly region: string | null;
  readonly outcome: StsOutcome;
  /** The access key that was issued. */
  readonly issuedAccessKeyId: string | null;
}

/** `pending` until it is answered; an error as its code. */
export type StsOutcome =
  | { readonly kind: 'pending' }
  | { readonly kind: 'ok' }
  | { readonly kind: 'error'; readonly code: string; readonly status: number }
  | { readonly kind: 'silent' | 'reset' | 'lost-answer' | 'not-xml' };

export interface CallLog {
  /** Returns what fills in how it ended. */
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
