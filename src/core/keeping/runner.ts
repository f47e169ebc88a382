import type { Mfa } from '../mfa/mfa.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';
import type { ClockMeasuring } from './clock-measuring.ts';
import type { Effect, FileEffect, QuickEffect } from './effect.ts';
import type { FileEffects } from './file-effects.ts';
import type { SessionEffects } from './session-effects.ts';

export interface RunnerDeps {
  readonly session: SessionEffects;
  readonly files: FileEffects;
  readonly mfa: Mfa;
  readonly measuring: ClockMeasuring;
  /** Runs a task without waiting for it, and logs what it throws. */
  readonly inBackground: (task: Promise<unknown>) => void;
}

/** Performs the effects of a decision, except `KeeperEffect`. */
export class Runner {
  readonly #deps: RunnerDeps;

  constructor(deps: RunnerDeps) {
    this.#deps = deps;
  }

  runQuick(effect: QuickEffect): void {
    const { session, mfa } = this.#deps;
    if (effect.kind === 'ask-ahead') mfa.askAhead((roleId) => effect.kept.has(roleId));
    else session.run(effect);
  }

  /** Performs the effect. Returns the effects that follow. */
  runFile(effect: FileEffect, snapshot: AwsSnapshot): Promise<readonly Effect[]> {
    return this.#deps.files.run(effect, snapshot);
  }

  measureClock({ isJump }: { readonly isJump: boolean }): Promise<void> {
    const { measuring } = this.#deps;
    return isJump ? measuring.measureNow() : measuring.measure();
  }

  inBackground(task: Promise<unknown>): void {
    this.#deps.inBackground(task);
  }
}
