/** Returns the SHA-256 of each file in the output of `sha256sum`, in lower-case hexadecimal. */
export function sumsIn(text: string): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const [, sum, name] = /^([0-9a-f]{64}) [ *](\S+)$/.exec(line) ?? [];
    if (sum === undefined || name === undefined)
      throw new Error(`Not a line of sha256sum output: ${line}`);
    if (sums.has(name)) throw new Error(`${name} has two sums`);
    sums.set(name, sum);
  }
  return sums;
}
