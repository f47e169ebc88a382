/**
 * The rest of a session's life and the time of its refresh. Decorative: the text beside it says the
 * same.
 */
export function LifeLine({
  left,
  refreshAt,
}: {
  readonly left: number;
  readonly refreshAt: number | null;
}) {
  const width = Math.round(left * 1000) / 10;
  return (
    <svg class="life" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect class="life-track" width="100" height="4" />
      <rect class="life-left" width={width} height="4" />
      {refreshAt !== null && (
        <rect class="life-due" x={Math.max(0, refreshAt * 100 - 0.4)} width="0.8" height="4" />
      )}
    </svg>
  );
}
