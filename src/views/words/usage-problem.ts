/** Wrong usage of a command, which ends with exit code 2. */
export type UsageProblem =
  | {
      readonly kind: 'second-word-missing';
      readonly command: string;
      readonly words: readonly string[];
    }
  | {
      readonly kind: 'command-unknown';
      readonly command: string;
      readonly closest: string | null;
    }
  | { readonly kind: 'flag-unknown'; readonly flag: string; readonly closest: string | null }
  | { readonly kind: 'value-missing'; readonly flag: string; readonly instead: string | null }
  | { readonly kind: 'value-unwanted'; readonly flag: string }
  | { readonly kind: 'name-missing'; readonly name: string }
  /** The option does nothing unless one of the others is given too. */
  | {
      readonly kind: 'no-effect';
      readonly flag: string;
      readonly without: readonly string[];
    }
  | { readonly kind: 'word-unexpected'; readonly word: string }
  | { readonly kind: 'flag-needed'; readonly flags: readonly string[] }
  | { readonly kind: 'flags-exclude'; readonly flags: readonly string[] }
  | { readonly kind: 'nothing-given' }
  | { readonly kind: 'program-missing' }
  /** The option takes only these words. */
  | {
      readonly kind: 'word-unknown';
      readonly flag: string;
      readonly word: string;
      readonly words: readonly string[];
    }
  | {
      readonly kind: 'file-unreadable';
      readonly flag: string;
      readonly file: string;
      readonly code: string;
    };
