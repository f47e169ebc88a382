import type { SessionEvents } from '../sessions/session-events.ts';
import type { Problem } from '../contract/app-state.ts';
import type { MfaRequest } from '../mfa/mfa-request.ts';
import type { Result } from '../result.ts';
import type { Role } from '../roles/role.ts';
import type { Settings } from '../settings/settings.ts';
import type { CallerCredentials } from '../assuming/caller/caller-credentials.ts';
import type { RoleRelease } from '../assuming/file/release.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import type { CodeAnswers } from '../assuming/code-answers.ts';
import type { Mfa } from '../mfa/mfa.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { Assuming } from '../assuming/assuming.ts';
import type { RoleSwitch } from '../assuming/role-switch.ts';
import type { StsCalls } from '../sts/sts-calls.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';

/** The sessions as the rest of the core holds them. */
export interface Sessions {
  readonly book: SessionStore;
  readonly assuming: Assuming;
  /** Repeats what failed for a transient cause, if nothing else does. */
  readonly attempts: Pick<Assuming, 'assume'>;
  readonly roleSwitch: RoleSwitch;
  readonly callers: CallerCredentials;
  readonly calls: StsCalls;
  readonly release: RoleRelease;
  readonly mfa: Mfa;
  readonly codes: CodeAnswers;
  readonly clock: CorrectedClock;
  readonly events: SessionEvents;
  onChange(changed: () => void): () => void;
  settings(): Settings;
  mfaRequests(): readonly MfaRequest[];
  /** Switches a role off, takes its keys out of this credentials file and stops waiting for it. */
  releaseRole(role: Role): Promise<Result<boolean>>;
  keepHere(roleId: string): void;
  readSnapshot(): Promise<Result<AwsSnapshot>>;
  /** Reads everything again and acts on it. */
  look(): Promise<void>;
  /** What waits for a sign-in is tried at once. */
  signedIn(): void;
  fileProblems(): readonly Problem[];
  isOffline(): boolean;
  start(): Promise<Result<null>>;
  wake(reason: 'resume' | 'unlock' | 'network' | 'config-changed'): void;
  stop(): Promise<void>;
}
