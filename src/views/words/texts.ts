import type { Failure } from '../../core/failure.ts';
import type { TextPer } from './tagged.ts';
import type { CatalogueFormat } from './fact-format.ts';
import type { CheckLevel } from '../../core/contract/check.ts';

export interface FailureText {
  /** What happened, without a period. */
  readonly title: string;
  /** Why it happened, in sentences. Can have several lines. */
  readonly detail: string;
  readonly remedy: Remedy | null;
}

export interface Remedy {
  /** What to do, as a button's label. */
  readonly label: string;
  /** A command that does it; null if there is none. */
  readonly command: string | null;
}

export interface QuestionText {
  readonly title: string;
  readonly detail: string;
  readonly confirm: string;
}

export interface NoticeText {
  readonly title: string;
  readonly body: string;
}

export interface CheckFacts {
  readonly level: CheckLevel;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

export interface CheckText {
  readonly title: string;
  readonly detail: string;
  /** What to do. Shown if the level is `warning` or `bad`. A text is a remedy without a command. */
  readonly remedy: Remedy | string | null;
}

/** The words of a check of the doctor. */
export type CheckWords = (check: CheckFacts, format: CatalogueFormat) => CheckText;

export type FailureTexts = TextPer<Failure, FailureText, [CatalogueFormat]>;
