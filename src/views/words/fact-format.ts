import type { Quote } from '../command-word.ts';

/** How the terminal or the panel names and formats the facts of a failure. */
export interface FactFormat {
  /** The role that failed; null if the failure belongs to no role. */
  readonly roleName: string | null;
  /** The name of a role's field: `--role-arn` in a terminal, a label in the panel. */
  field(name: string): string;
  /** Epoch ms as a local time, with the date unless it is today. */
  time(at: number): string;
  /** Like `time`, with seconds. */
  moment(at: number): string;
  /**
   * How the user's shell quotes a word. If absent, words are quoted so that every shell understands
   * them.
   */
  readonly quote?: Quote;
  /** The profiles that a role can be assumed from. Absent if they are not known. */
  readonly sources?: readonly string[];
}

/** A `FactFormat` with more functions for the catalogues. `failureText` creates it. */
export interface CatalogueFormat extends FactFormat {
  /** The policy that allows exactly the denied role, as JSON; null for other failures. */
  readonly identityPolicy: string | null;
  /** A name as one word of a command to paste; `NAME` if that is not safe. */
  word(name: string | null): string;
  /** A command of Rolekeeper as a line to paste: `call('role set', name, '--region R')`. */
  call(command: string, name: string | null, ...options: readonly string[]): string;
  /** An option with its value, as words of a command. */
  option(flag: string, value: string | null): string;
  /** A source profile other than `than`; null if none is known. */
  otherSource(than: string | null): string | null;
}
