import type { TrustSetting } from '../../core/consent-question.ts';
import type { ForeignHolds } from '../../core/failure.ts';
import type { QuestionWords } from './tray-words.ts';

/** Questions before Rolekeeper reads, runs, contacts, replaces or deletes something new. */
export interface ConsentWords {
  /** Null means the default of AWS or the system. */
  readonly preference: (facts: {
    readonly name: TrustSetting;
    readonly present: string | null;
    readonly next: string | null;
  }) => QuestionWords;
  /** `more` counts roles besides those in `names`. */
  readonly endpoint: (facts: {
    readonly endpoint: string;
    readonly names: readonly string[];
    readonly more: number;
  }) => QuestionWords;
  readonly takeOver: (facts: {
    readonly name: string;
    readonly profile: string;
    readonly file: string;
    readonly isConfig: boolean;
    readonly holds: ForeignHolds;
  }) => QuestionWords;
  /**
   * `profile` is null if the whole file is replaced; `more` counts sections besides those in
   * `names`.
   */
  readonly restore: (facts: {
    readonly profile: string | null;
    readonly file: string;
    readonly at: string;
    readonly names: readonly string[];
    readonly more: number;
  }) => QuestionWords;
  /** `copies` describes each copy and its time; `more` counts the others. */
  readonly purge: (facts: {
    readonly copies: readonly string[];
    readonly more: number;
  }) => QuestionWords;
  readonly cancel: string;
  /** Shown in a review before the question. */
  readonly asked: string;
  /** A trust setting's current and new value. */
  readonly change: (facts: { readonly present: string | null; readonly next: string }) => string;
  /** Shown if nobody can answer. */
  readonly nobodyToAsk: string;
}
