import type { AppState, RoleView } from '../../src/core/contract/app-state.ts';
import type { Failure } from '../../src/core/failure.ts';
import { emptySettings } from '../../src/core/settings/settings.ts';
import {
  failureOf,
  type SessionInFile,
  INACTIVE,
  type Renewal,
  type Session,
} from '../../src/core/sessions/session.ts';

const MINUTE = 60_000;

/** The usual values of an MFA request. */
export const requestDefaults = {
  notBefore: null,
  refused: false,
  usableUntil: null,
  snoozedUntil: null,
  processFailure: null,
  host: null,
} as const;

/** 2026-01-05T10:00:00Z */
export const NOW = 1_767_607_200_000;

export const hoursAndMinutes = (at: number): string => new Date(at).toISOString().slice(11, 16);

export function stateOf(roles: readonly RoleView[], more: Partial<AppState> = {}): AppState {
  return {
    roles,
    mfaRequests: [],
    signIns: [],
    discoveries: [],
    problems: [],
    preferences: emptySettings().preferences,
    network: 'online',
    clockOffsetMs: 0,
    sessionsRead: true,
    loginItem: 'as-set',
    served: [],
    ...more,
  };
}

export interface RoleFacts {
  readonly session?: Session;
  readonly kept?: boolean;
  readonly keptBy?: RoleView['keptBy'];
  readonly lastUsedAt?: number | null;
  readonly role?: Partial<RoleView['role']>;
}

/** Returns a role in `AppState`. Its ID depends only on its name. */
export function roleView(
  name: string,
  { session = INACTIVE, kept = false, keptBy = [], lastUsedAt = null, role = {} }: RoleFacts = {},
): RoleView {
  const id = idOf(name);
  const failure = failureOf(session);
  return {
    role: {
      id,
      kind: 'assume-role',
      name,
      roleArn: 'arn:aws:iam::123456789012:role/MyApp/MyS3Access',
      sourceProfile: 'default',
      targetProfile: name,
      roleSessionName: 'alice@laptop',
      durationSeconds: 3600,
      ...role,
    } as RoleView['role'],
    kept,
    keptBy,
    session,
    lastUsedAt,
    failure,
  };
}

export function idOf(name: string): string {
  return Array.from(name, (character) => character.charCodeAt(0).toString(16))
    .join('')
    .padStart(12, '0')
    .slice(-12);
}

export function active(
  untilInMinutes: number,
  renewal: Renewal = { state: 'scheduled' },
  more: Partial<SessionInFile> = {},
): SessionInFile {
  const expiration = NOW + untilInMinutes * MINUTE;
  return {
    state: 'active',
    accessKeyId: 'ASIAEXAMPLE000000001',
    assumedAt: expiration - 60 * MINUTE,
    expiration,
    refreshAt: expiration - 20 * MINUTE,
    warnAt: expiration - 5 * MINUTE,
    warnedAt: null,
    renewal,
    ...more,
  };
}

export function failing(failure: Failure, attempt = 1): Renewal {
  return { state: 'failing', failure, attempt, retryAt: NOW + MINUTE };
}

export function failedWith(failure: Failure, attempt = 1): Session {
  return { state: 'failed', failure, attempt, retryAt: null };
}
