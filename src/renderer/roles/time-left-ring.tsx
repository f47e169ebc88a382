/** The length of the circle below, in the units of its dashes: per cent. */
const FULL_CIRCLE = 100;

/**
 * A role's state as a ring: the part of the session's life that is left. Decorative, because the
 * text beside it says the same.
 */
export function TimeLeftRing({ left }: { readonly left: number | null }) {
  return (
    <svg class="ring" viewBox="0 0 20 20" aria-hidden="true">
      <circle class="ring-track" cx="10" cy="10" r="7.5" />
      {left !== null && (
        <circle
          class="ring-left"
          cx="10"
          cy="10"
          r="7.5"
          pathLength={FULL_CIRCLE}
          stroke-dasharray={`${String(left)} ${String(FULL_CIRCLE)}`}
          transform="rotate(-90 10 10)"
        />
      )}
    </svg>
  );
}
