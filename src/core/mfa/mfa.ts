import type { Hash, SecretStore, SharedFacts, SourceCredentials } from '../ports.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import type { StsCalls } from '../sts/sts-calls.ts';
import { CodeClaims } from './code-claims.ts';
import { MfaAwareSts } from './mfa-aware-sts.ts';
import { MfaCodes } from './mfa-codes.ts';
import { MfaExchange } from './mfa-exchange.ts';
import { MfaProcess } from './mfa-process.ts';
import { MfaRequests } from './mfa-requests.ts';
import { MfaSessions } from './mfa-sessions.ts';
import { StoredMfaSessions } from './stored-mfa-sessions.ts';

export interface MfaPorts {
  readonly secrets: SecretStore;
  readonly hash: Hash;
  readonly shared: SharedFacts;
  readonly source: SourceCredentials;
  readonly inBackground: (task: Promise<unknown>) => void;
}

/** All parts of MFA, connected. */
export class Mfa {
  readonly stored: StoredMfaSessions;
  readonly sessions: MfaSessions;
  readonly requests: MfaRequests;
  readonly claims: CodeClaims;
  readonly exchange: MfaExchange;
  readonly codes: MfaCodes;
  readonly process: MfaProcess;
  /** Calls AssumeRole, with or without an MFA session. */
  readonly sts: MfaAwareSts;
  readonly #clock: CorrectedClock;

  constructor(ports: MfaPorts, calls: StsCalls, clock: CorrectedClock, settings: SettingsFile) {
    const { secrets, hash, shared, source, inBackground } = ports;
    this.#clock = clock;
    this.stored = new StoredMfaSessions({ secrets, hash, inBackground });
    this.sessions = new MfaSessions(this.stored);
    this.requests = new MfaRequests(hash);
    this.claims = new CodeClaims(shared, hash, clock);
    const { sessions, requests, claims } = this;
    this.exchange = new MfaExchange({ calls, claims, sessions, settings, clock });
    this.codes = new MfaCodes({ exchange: this.exchange, claims, source, requests, clock });
    this.process = new MfaProcess({ source, codes: this.codes, requests, clock });
    this.sts = new MfaAwareSts({ calls, sessions, requests, clock });
  }

  /** Calls the listener when a request changed, or the place of stored sessions. */
  onChange(listener: () => void): () => void {
    const stopListening = [this.requests.onChange(listener), this.stored.onChange(listener)];
    return () => {
      for (const stop of stopListening) stop();
    };
  }

  /**
   * Asks for a new code before an MFA session ends that kept roles use. Also renews requests that a
   * person postponed.
   */
  askAhead(isKept: (roleId: string) => boolean): void {
    const now = this.#clock.now();
    if (this.#clock.isTrusted(null)) this.sessions.forgetOver(now);
    this.requests.look(now);
    for (const { place, expiration, roleIds } of this.sessions.ending(now)) {
      const kept = roleIds.filter(isKept);
      if (kept.length > 0)
        this.requests.askAhead({ place, use: { kind: 'session' } }, kept, expiration);
    }
  }
}
