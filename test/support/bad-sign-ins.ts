import { failed, ok, type Result } from '../../src/core/result.ts';
import type { Failure } from '../../src/core/failure.ts';
import type { SessionCredentials } from '../../src/core/credentials.ts';
import type { CoreMachine, CoreProcess } from './core-harness.ts';

const SIGN_IN = 'firm';

/** An Identity Center whose sign-in can end, and whose portal can refuse calls. */
export class BadSignIns {
  readonly #machine: CoreMachine;
  #isSignedIn = true;
  /** The failure of every call to the portal; null if calls succeed. */
  trouble: Failure | null = null;

  constructor(machine: CoreMachine) {
    this.#machine = machine;
    machine.config.set(
      `[sso-session ${SIGN_IN}]\nsso_start_url = https://firm.awsapps.com/start\nsso_region = eu-central-1\n`,
    );
    machine.permissionSet = () => this.#answer();
  }

  get isSignedIn(): boolean {
    return this.#isSignedIn;
  }

  /** Returns a draft of a role for the permission set `name`. */
  roleDraft(name: string) {
    const what = { accountId: '123456789012', permissionSet: name, ssoSession: SIGN_IN };
    return { kind: 'identity-center', name, ...what } as const;
  }

  /** Makes the token invalid. It cannot be renewed. */
  end(): void {
    this.#isSignedIn = false;
  }

  /** Signs in with one process. The others see the new token. */
  async signIn({ app }: CoreProcess): Promise<void> {
    if (this.#isSignedIn) return;
    void app.api.signIn.begin({ profile: SIGN_IN, device: false });
    await this.#machine.clock.advance(100);
    this.#isSignedIn = true;
    this.#machine.signIn.answer();
    this.#machine.signIn.changed();
  }

  #answer(): Result<SessionCredentials> {
    if (!this.#isSignedIn) return failed({ kind: 'sign-in-needed', profile: SIGN_IN, how: 'sso' });
    if (this.trouble !== null) return failed(this.trouble);
    return ok(this.#machine.sts.issuePermissionSet(3600));
  }
}
