/** A measured ratio and its limit; null if it is only reported. */
export interface Verdict {
  readonly what: string;
  readonly ratio: number;
  readonly wanted: { readonly atLeast: number } | { readonly atMost: number } | null;
}

export function holds({ ratio, wanted }: Verdict): boolean {
  if (wanted === null) return true;
  return 'atLeast' in wanted ? ratio >= wanted.atLeast : ratio <= wanted.atMost;
}

export function verdictLine(verdict: Verdict): string {
  const { what, ratio, wanted } = verdict;
  const target =
    wanted === null
      ? ''
      : 'atLeast' in wanted
        ? `wanted: ≥ ${wanted.atLeast}`
        : `wanted: ≤ ${wanted.atMost}`;
  return `${holds(verdict) ? 'ok    ' : 'MISSED'} ${ratio.toFixed(2).padStart(7)}x  ${what}  ${target}`.trimEnd();
}

export function timeLine(name: string, ms: number): string {
  return `         ${ms.toFixed(ms < 10 ? 2 : 0).padStart(7)} ms ${name}`;
}
