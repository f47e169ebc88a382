import type { SignInRequest } from '../contract/app-state.ts';
import type { SignIn, SignInPrompt } from '../ports/sign-in.ts';
import { Listeners } from '../listeners.ts';
import { failed, ok, type Result } from '../result.ts';
import { signInKeyOf } from '../aws-config/sign-in-session.ts';
import type { SignInSession } from '../sign-in-session.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';

export interface SignInsDeps {
  readonly port: SignIn;
  readonly readSnapshot: () => Promise<Result<AwsSnapshot>>;
  readonly newId: () => string;
}

interface RunningSignIn {
  readonly request: SignInRequest;
  readonly done: Promise<Result<null>>;
  readonly cancel: () => void;
}

/**
 * The running sign-ins of this process. If several callers begin the same sign-in, they share it.
 */
export class SignIns {
  readonly #deps: SignInsDeps;
  readonly #underWay = new Map<string, RunningSignIn>();
  readonly #changed = new Listeners();
  readonly #signedIn = new Listeners();

  constructor(deps: SignInsDeps) {
    this.#deps = deps;
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** Calls the listener after each sign-in that succeeded. */
  onSignedIn(listener: () => void): () => void {
    return this.#signedIn.add(listener);
  }

  all(): readonly SignInRequest[] {
    return [...this.#underWay.values()].map(({ request }) => request);
  }

  /**
   * Signs a person in, and resolves when the sign-in has ended. `name` is a profile, an
   * `sso-session`, or the start URL of a role.
   */
  async begin(name: string, device: boolean): Promise<Result<null>> {
    const snapshot = await this.#deps.readSnapshot();
    if (!snapshot.ok) return snapshot;
    const { profiles } = snapshot.value;
    const session =
      profiles.get(name)?.signIn ??
      profiles.ssoSession({ kind: 'sso-session', name }) ??
      signInOfRole(name, snapshot.value);
    if (session === null) {
      const named = profiles.names().filter((each) => profiles.get(each)?.signIn !== null);
      const known = [...new Set([...named, ...profiles.ssoSessions()])];
      return failed({ kind: 'no-sign-in', profile: name, known });
    }
    return this.beginSession(session, device);
  }

  /** Resolves when the sign-in has ended. */
  beginSession(session: SignInSession, device: boolean): Promise<Result<null>> {
    return this.#underWay.get(signInKeyOf(session))?.done ?? this.#begin(session, device);
  }

  cancel(signInId: string): Result<null> {
    for (const { request, cancel } of this.#underWay.values())
      if (request.id === signInId) cancel();
    return ok(null);
  }

  stop(): void {
    for (const { cancel } of this.#underWay.values()) cancel();
  }

  #begin(session: SignInSession, device: boolean): Promise<Result<null>> {
    const { port, newId } = this.#deps;
    const key = signInKeyOf(session);
    const request: SignInRequest = {
      id: newId(),
      profile: session.profile,
      how: session.kind,
      prompt: null,
    };
    const onPrompt = (prompt: SignInPrompt | 'aws-cli'): void => {
      const present = this.#underWay.get(key);
      if (present?.request.id !== request.id) return;
      this.#underWay.set(key, { ...present, request: { ...request, prompt } });
      this.#changed.call();
    };
    const begun = port.begin(session, device, onPrompt);
    const ended = begun.done.then((result) => {
      this.#underWay.delete(key);
      this.#changed.call();
      if (result.ok) this.#signedIn.call();
      return result;
    });
    this.#underWay.set(key, { request, done: ended, cancel: () => begun.cancel() });
    this.#changed.call();
    return ended;
  }
}

/** Returns the sign-in of a role with this start URL; null if no role has it. */
function signInOfRole(startUrl: string, { roles, profiles }: AwsSnapshot): SignInSession | null {
  const region = roles.find((role) => role.startUrl === startUrl)?.ssoRegion;
  if (region === undefined) return null;
  return profiles.ssoSession({ kind: 'start-url', startUrl, region });
}
