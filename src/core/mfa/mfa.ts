import { MfaAwareSts } from './mfa-aware-sts.ts';
import { MfaRequests } from './mfa-requests.ts';
import { MfaService, type MfaServiceParts } from './mfa-service.ts';
import { MfaSessions } from './mfa-sessions.ts';
import { StoredMfaSessions } from './stored-mfa-sessions.ts';
import type { SecretStore } from '../ports.ts';

/** All that MFA needs, put together: what is held, what is asked for, and the calls between them. */
export interface Mfa {
  readonly sessions: MfaSessions;
  readonly stored: StoredMfaSessions;
  readonly requests: MfaRequests;
  readonly service: MfaService;
  /** AssumeRole, signed with an MFA session or not. */
  readonly sts: MfaAwareSts;
}

export interface MfaParts extends Omit<MfaServiceParts, 'sessions' | 'requests'> {
  readonly secrets: SecretStore;
  readonly inBackground: (task: Promise<unknown>) => void;
}

export function createMfa({ secrets, inBackground, ...parts }: MfaParts): Mfa {
  const stored = new StoredMfaSessions({
    secrets,
    inBackground,
    hash: parts.hash,
    changed: parts.changed,
  });
  const sessions = new MfaSessions(stored);
  const requests = new MfaRequests(parts.hash);
  const service = new MfaService({ ...parts, sessions, requests });
  return {
    sessions,
    stored,
    requests,
    service,
    sts: new MfaAwareSts({ calls: parts.calls, sessions, requests, clock: parts.clock }),
  };
}
