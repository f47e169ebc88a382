import { AgeingMfa } from './ageing-mfa.ts';
import { MfaRequests } from './mfa-requests.ts';
import { MfaService, type MfaServiceParts } from './mfa-service.ts';
import { MfaSessions } from './mfa-sessions.ts';

/** All that MFA needs, put together: what is held, what is asked for, and the calls between them. */
export interface Mfa {
  readonly sessions: MfaSessions;
  readonly requests: MfaRequests;
  readonly service: MfaService;
  /** AssumeRole, signed with an MFA session or not. */
  readonly ageing: AgeingMfa;
}

export function createMfa(parts: Omit<MfaServiceParts, 'sessions' | 'requests'>): Mfa {
  const sessions = new MfaSessions();
  const requests = new MfaRequests(parts.hash);
  const service = new MfaService({ ...parts, sessions, requests });
  return { sessions, requests, service, ageing: new AgeingMfa({ calls: parts.calls, sessions, requests }) };
}
