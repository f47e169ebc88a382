import type { LoginItem, Problem, ServedRole } from '../contract/app-state.ts';
import { Listeners } from '../listeners.ts';

/** The part of the app state that the tray, the panel and the credentials endpoint report. */
export class ReportedState {
  readonly #problems: Problem[] = [];
  readonly #changed = new Listeners();
  #loginItem: LoginItem = 'as-set';
  #served: readonly ServedRole[] = [];

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  get problems(): readonly Problem[] {
    return this.#problems;
  }

  get loginItem(): LoginItem {
    return this.#loginItem;
  }

  get served(): readonly ServedRole[] {
    return this.#served;
  }

  /** Adds a problem. Returns a function that removes it. */
  report(problem: Problem): () => void {
    this.#problems.push(problem);
    this.#changed.call();
    return () => {
      const at = this.#problems.indexOf(problem);
      if (at !== -1) this.#problems.splice(at, 1);
      this.#changed.call();
    };
  }

  showLoginItem(shown: LoginItem): void {
    if (shown === this.#loginItem) return;
    this.#loginItem = shown;
    this.#changed.call();
  }

  showServed(shown: readonly ServedRole[]): void {
    this.#served = shown;
    this.#changed.call();
  }
}
