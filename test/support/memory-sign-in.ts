import type { SignIn, SignInPrompt } from '../../src/core/ports/sign-in.ts';
import { failed, ok, type Result } from '../../src/core/result.ts';
import type { SignInSession } from '../../src/core/sign-in-session.ts';

/** Sign-ins in memory. The test does what the user does in the browser. */
export class MemorySignIn implements SignIn {
  readonly #waiting: {
    readonly session: SignInSession;
    readonly end: (result: Result<null>) => void;
  }[] = [];
  readonly #watchers = new Set<() => void>();
  prompt: SignInPrompt = {
    page: 'https://device.sso.eu-west-1.amazonaws.com/?user_code=BCDF-GHJK',
    userCode: 'BCDF-GHJK',
  };

  /** The sign-ins that wait for the user. */
  get waiting(): readonly SignInSession[] {
    return this.#waiting.map(({ session }) => session);
  }

  begin(
    session: SignInSession,
    _device: boolean,
    prompted: (prompt: SignInPrompt | 'aws-cli') => void,
  ) {
    const { profile, kind: how } = session;
    const done = new Promise<Result<null>>((end) => {
      this.#waiting.push({ session, end });
    });
    void Promise.resolve().then(() => prompted(this.prompt));
    const cancel = () =>
      this.answer(failed({ kind: 'sign-in-failed', profile, how, why: 'cancelled', message: '' }));
    return { done, cancel };
  }

  /** Ends all waiting sign-ins with this result. */
  answer(result: Result<null> = ok(null)): void {
    for (const { end } of this.#waiting.splice(0)) end(result);
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  /** Tells the watchers that another program has signed in. */
  changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
