import { useId } from 'preact/hooks';
import type { DiscoverChoices, DiscoverPage } from '../../views/panel/discover-page.ts';
import { usePanel } from '../panel/panel-context.ts';

/**
 * Selects which permission sets to show: all, the selected ones, or those whose name must change.
 */
export function ShownPart({
  parts,
  show,
  onShow,
}: {
  readonly parts: DiscoverPage['parts'];
  readonly show: DiscoverChoices['show'];
  readonly onShow: (part: DiscoverChoices['show']) => void;
}) {
  const { page } = usePanel().words.discovery;
  const name = useId();
  return (
    <div class="segments" role="radiogroup" aria-label={page.show}>
      {parts.map(([part, count]) => (
        <label key={part}>
          <input type="radio" name={name} checked={part === show} onChange={() => onShow(part)} />
          <span>{page.count(page.shown[part], count)}</span>
        </label>
      ))}
    </div>
  );
}
