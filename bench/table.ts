type Limit =
  | { readonly kind: 'ms'; readonly atMost: number }
  /** Our duration divided by the peer's is at most this. */
  | { readonly kind: 'times'; readonly atMost: number }
  /** The peer's duration divided by ours is at least this. */
  | { readonly kind: 'faster'; readonly atLeast: number };

/** One comparison of the benchmark. Durations are in ms. */
export interface Row {
  readonly what: string;
  readonly ours: number;
  readonly peer: { readonly name: string; readonly ms: number } | null;
  readonly limit: Limit | null;
}

/**
 * Returns true if a row has no limit or is within its limit. A duration that could not be measured
 * (NaN) is never within a limit.
 */
export function isWithinLimit({ ours, peer, limit }: Row): boolean {
  if (limit === null) return true;
  if (limit.kind === 'ms') return ours <= limit.atMost;
  if (peer === null) return false;
  return limit.kind === 'times' ? ours / peer.ms <= limit.atMost : peer.ms / ours >= limit.atLeast;
}

/** Returns the Markdown table of docs/performance.md, as Prettier formats it. */
export function markdownTable(rows: readonly Row[]): string {
  const head = ['What', 'Ours', 'Compared with', 'Ratio', 'Limit', 'Result'];
  const lines = [head, ...rows.map(cellsOf)];
  const widths = head.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const [first = '', ...others] = lines.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [first, rule, ...others].join('\n');
}

function cellsOf(row: Row): readonly string[] {
  const { what, ours, peer, limit } = row;
  return [
    what,
    ms(ours),
    peer === null ? '' : `${peer.name}: ${ms(peer.ms)}`,
    ratioOf(row),
    limitText(limit),
    limit === null ? '' : isWithinLimit(row) ? 'met' : 'missed',
  ];
}

function ratioOf({ ours, peer, limit }: Row): string {
  if (peer === null || limit?.kind === 'ms') return '';
  return limit?.kind === 'faster'
    ? `${(peer.ms / ours).toFixed(1)} times faster`
    : `${(ours / peer.ms).toFixed(2)} times`;
}

function limitText(limit: Limit | null): string {
  switch (limit?.kind) {
    case 'ms':
      return `at most ${String(limit.atMost)} ms`;
    case 'times':
      return `at most ${String(limit.atMost)} times`;
    case 'faster':
      return `at least ${String(limit.atLeast)} times faster`;
    case undefined:
      return '';
  }
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}
