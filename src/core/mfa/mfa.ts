import type { Hash } from '../ports/hash.ts';
import type { SharedFacts } from '../ports/shared-facts.ts';
import type { SourceCredentials } from '../ports/source-credentials.ts';
import type { SecretStore } from '../secret-store.ts';
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

/** The objects that request MFA codes and get MFA sessions. */
export interface Mfa {
  readonly stored: StoredMfaSessions;
  readonly sessions: MfaSessions;
  readonly requests: MfaRequests;
  readonly claims: CodeClaims;
  readonly exchange: MfaExchange;
  readonly codes: MfaCodes;
  readonly process: MfaProcess;
  /** Calls AssumeRole, with or without an MFA session. */
  readonly sts: MfaAwareSts;
  /**
   * Calls the listener when a request for a code changed, or when MFA sessions move between the
   * keychain and memory.
   */
  onChange(listener: () => void): () => void;
  /**
   * Asks for a new code if the MFA session of a role that is on ends soon. Also shows a postponed
   * request again when it is due.
   */
  askAhead(isKept: (roleId: string) => boolean): void;
}

/** Creates the objects of `Mfa` and connects them. */
export function createMfa(
  { secrets, hash, shared, source, inBackground }: MfaPorts,
  calls: StsCalls,
  clock: CorrectedClock,
  settings: SettingsFile,
): Mfa {
  const stored = new StoredMfaSessions({ secrets, hash, inBackground });
  const sessions = new MfaSessions(stored);
  const requests = new MfaRequests(hash);
  const claims = new CodeClaims(shared, hash, clock);
  const exchange = new MfaExchange({ calls, claims, sessions, settings, clock });
  const codes = new MfaCodes({ exchange, claims, source, requests, clock });
  const process = new MfaProcess({ source, codes, requests, clock });
  return {
    stored,
    sessions,
    requests,
    claims,
    exchange,
    codes,
    process,
    sts: new MfaAwareSts({ calls, sessions, requests, clock }),
    onChange: (listener) => {
      const stopListening = [requests.onChange(listener), stored.onChange(listener)];
      return () => {
        for (const stop of stopListening) stop();
      };
    },
    askAhead: (isKept) => {
      const now = clock.now();
      if (clock.isTrusted(null)) sessions.removeEnded(now);
      for (const target of sessions.dropReplaced(now))
        requests.endAhead({ target, use: { kind: 'session' } });
      requests.renewDue(now);
      for (const { target, expiration, roleIds } of sessions.ending(now)) {
        const kept = roleIds.filter(isKept);
        if (kept.length === 0) continue;
        const id = requests.askAhead({ target, use: { kind: 'session' } }, kept, expiration);
        if (id !== null) inBackground(process.answer(id));
      }
    },
  };
}
