import { usePanel } from '../panel/panel-context.ts';
import { BreakableText } from '../parts/breakable-text.tsx';

const ROUTES = { discover: 'discover', import: 'import', paste: 'new-role' } as const;

export type WayToAdd = keyof typeof ROUTES;

/**
 * Shows ways to add a role as equal buttons. `found` is how many profiles of the config file can be
 * imported.
 */
export function WaysToAdd({
  ways,
  found = 0,
}: {
  readonly ways: readonly WayToAdd[];
  readonly found?: number;
}) {
  const { words, go } = usePanel();
  const { firstSteps } = words;
  return (
    <ul class="ways">
      {ways.map((way) => (
        <li key={way}>
          <button id={`go-${way}`} type="button" onClick={() => go({ kind: ROUTES[way] })}>
            <span class="strong">
              <BreakableText text={firstSteps.ways[way].label} />
            </span>
            <span class="quiet">
              {way === 'import' && found > 0
                ? firstSteps.found(found)
                : firstSteps.ways[way].detail}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
