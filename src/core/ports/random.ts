/** Random values. */
export interface Random {
  /** 0 <= n < 1 */
  fraction(): number;
  /** `bytes` random bytes as lower-case hex, from a cryptographic source. */
  hex(bytes: number): string;
}
