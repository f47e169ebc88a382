import type { CredentialsStore } from '../../src/core/credentials-file/credentials-store.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { Sts } from '../../src/core/ports/sts.ts';

/**
 * Wraps the ports of a process. After `kill`, no timer runs, nothing is written, and STS calls
 * never end.
 */
export class KillablePorts {
  #isDead = false;

  kill(): void {
    this.#isDead = true;
  }

  clock(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      wake: (afterMs, call) =>
        clock.wake(afterMs, () => {
          if (!this.#isDead) call();
        }),
    };
  }

  sts(sts: Sts): Sts {
    return {
      assumeRole: this.#answered((...call) => sts.assumeRole(...call)),
      getSessionToken: this.#answered((...call) => sts.getSessionToken(...call)),
      getCallerIdentity: this.#answered((...call) => sts.getCallerIdentity(...call)),
      reset: () => {
        sts.reset();
      },
    };
  }

  store(store: CredentialsStore): CredentialsStore {
    return {
      ...store,
      update: (edit, written) => (this.#isDead ? never() : store.update(edit, written)),
    };
  }

  #answered<Call extends unknown[], Answer>(
    send: (...call: Call) => Promise<Answer>,
  ): (...call: Call) => Promise<Answer> {
    return async (...call) => {
      const answer = this.#isDead ? never<Answer>() : send(...call);
      await answer;
      return this.#isDead ? never() : answer;
    };
  }
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}
