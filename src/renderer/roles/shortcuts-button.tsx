import { usePanel } from '../panel/panel-context.ts';
import { Icon } from '../parts/icon.tsx';

/**
 * Shows the keyboard shortcuts. Beside the search the button is only an icon, and below a short
 * list it has a text.
 */
export function ShortcutsButton({
  isSmall,
  onClick,
}: {
  readonly isSmall: boolean;
  readonly onClick: () => void;
}) {
  const { words } = usePanel();
  const { open } = words.list.keys;
  const named = isSmall
    ? { class: 'bare', 'aria-label': open, 'data-label': `${open} (?)` }
    : { 'data-label': '?' };
  return (
    <button id="go-keys" type="button" {...named} onClick={onClick}>
      <Icon name="keyboard" />
      {!isSmall && open}
    </button>
  );
}
