import type { CreatedAssuming } from '../assuming/create-assuming.ts';
import type { EnteredCodes } from '../assuming/entered-codes.ts';
import type { WakeReason } from '../contract/app.ts';
import type { Problem } from '../contract/app-state.ts';
import type { MfaRequest } from '../mfa/mfa-request.ts';
import type { Mfa } from '../mfa/mfa.ts';
import type { Result } from '../result.ts';
import type { SessionEvents } from '../sessions/session-events.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { Settings } from '../settings/settings.ts';
import type { ReadSnapshot } from '../snapshot/snapshot-reader.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import type { StsCalls } from '../sts/sts-calls.ts';
import type { Absence } from './absence.ts';
import type { WantedSessions } from './wanted-sessions.ts';

/** The facts about sessions that the app state and the doctor show. */
export interface ShownSessions {
  readonly sessions: SessionStore;
  readonly clock: CorrectedClock;
  /** The settings as last read. */
  settings(): Settings;
  mfaRequests(): readonly MfaRequest[];
  fileProblems(): readonly Problem[];
  isOffline(): boolean;
  /** False if the files that contain the sessions cannot be read. */
  areRead(): boolean;
}

/** Reads the settings and the AWS files as they are now. */
export interface PresentFiles {
  readonly readSnapshot: ReadSnapshot;
  /** Reads the settings, the AWS files and the records again (see `SessionHandling`). */
  reconcile(): Promise<void>;
}

/** The parts that call STS to answer a request, such as for an identity or a test of a role. */
export interface CallingSessions {
  readonly assuming: CreatedAssuming['assuming'];
  readonly callers: CreatedAssuming['callers'];
  readonly calls: StsCalls;
  readonly mfa: Mfa;
  readonly clock: CorrectedClock;
}

/** Starts and stops the refreshes of sessions, and emits their events. */
export interface RunningSessions {
  readonly events: SessionEvents;
  onChange(changed: () => void): () => void;
  start(): Promise<Result<null>>;
  /** Assumes at once the roles that wait for a sign-in. */
  onSignIn(): void;
  readonly absence: Absence;
  wake(reason: WakeReason): void;
  stop(): Promise<void>;
}

/**
 * The functions of the sessions in groups, so that each caller gets only the group that it needs.
 */
export interface Sessions {
  readonly shown: ShownSessions;
  readonly files: PresentFiles;
  readonly wanted: WantedSessions;
  readonly calling: CallingSessions;
  readonly running: RunningSessions;
  readonly codes: EnteredCodes;
  readonly release: CreatedAssuming['file']['release'];
}
