export interface Random {
  /** Returns a number from 0 to less than 1. */
  fraction(): number;
  /** Returns this many random bytes of a cryptographic source, as lower-case hex. */
  hex(bytes: number): string;
}
