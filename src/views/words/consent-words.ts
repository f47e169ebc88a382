import type { TrustSetting } from '../../core/consent-question.ts';
import type { SectionHolds } from '../../core/failure.ts';
import type { QuestionWords } from './tray-words.ts';

/** Questions that a person answers before something new is read, run, contacted, replaced or deleted. */
export interface ConsentWords {
  /** Null: the default of AWS or of the system. */
  readonly preference: (facts: {
    readonly name: TrustSetting;
    readonly present: string | null;
    readonly next: string | null;
  }) => QuestionWords;
  /** `more`: roles beside those of `names`. */
  readonly endpoint: (facts: {
    readonly endpoint: string;
    readonly names: readonly string[];
    readonly more: number;
  }) => QuestionWords;
  readonly takeOver: (facts: {
    readonly name: string;
    readonly profile: string;
    readonly file: string;
    readonly holds: SectionHolds;
  }) => QuestionWords;
  /** `profile`: null if the whole file is replaced; `more`: sections beside those of `names`. */
  readonly restore: (facts: {
    readonly profile: string | null;
    readonly file: string;
    readonly at: string;
    readonly names: readonly string[];
    readonly more: number;
  }) => QuestionWords;
  /** `copies`: of what, and of which time; `more`: beside those. */
  readonly purge: (facts: {
    readonly copies: readonly string[];
    readonly more: number;
  }) => QuestionWords;
  readonly cancel: string;
  /** Shown in a review before the question is asked. */
  readonly asked: string;
  /** What a trust setting was and will be. */
  readonly change: (facts: { readonly present: string | null; readonly next: string }) => string;
  /** Said where nobody can be asked. */
  readonly nobodyToAsk: string;
}
