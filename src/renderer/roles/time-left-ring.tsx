/** The length of the whole circle, so that a dash of length 42 covers 42 % of it. */
const FULL_CIRCLE = 100;

/**
 * A ring that shows how much of the session's time is left, in percent. It is decorative, because
 * the text beside it says the same.
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
