import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type PaletteEntry, paletteEntries } from '../../views/panel/palette.ts';
import { usePanel } from '../panel/panel-context.ts';
import { Icon } from '../parts/icon.tsx';
import { Modal } from '../parts/modal.tsx';
import { useCardAction } from '../roles/use-card-action.ts';

/**
 * The command palette, which finds actions of roles and pages by words. The arrow keys mark an
 * entry, and Enter performs it.
 */
export function Palette({
  onKeys,
  onClose,
}: {
  /** Shows the keyboard shortcuts. */
  readonly onKeys: () => void;
  readonly onClose: () => void;
}) {
  const { words, state, now, surface, formatFor, go } = usePanel();
  const performOnCard = useCardAction();
  const [query, setQuery] = useState('');
  const [markedIndex, setMarkedIndex] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const { palette } = words.list;
  const entries = paletteEntries(state, { words, now, surface, formatFor, query });
  const marked = Math.min(markedIndex, entries.length - 1);
  useLayoutEffect(() => {
    list.current?.children[marked]?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  const perform = (entry: PaletteEntry): void => {
    onClose();
    if (entry.kind === 'page') go(entry.route);
    else if (entry.kind === 'keys') onKeys();
    else performOnCard(entry.action, entry.card);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = indexAfter(event.key, marked, entries.length - 1);
    const entry = entries[marked];
    if (to !== null) setMarkedIndex(to);
    else if (event.key === 'Enter' && !event.isComposing && entry !== undefined) perform(entry);
    else return;
    event.preventDefault();
  };
  const isEmpty = entries.length === 0;
  return (
    <Modal title={palette.title} variant="palette" onClose={onClose}>
      <label class="search">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          list={undefined}
          aria-label={palette.find}
          placeholder={palette.find}
          title={palette.find}
          aria-autocomplete="list"
          aria-expanded={!isEmpty}
          aria-controls="palette"
          aria-activedescendant={isEmpty ? undefined : `palette-${String(marked)}`}
          autocomplete="off"
          spellcheck={false}
          autofocus
          value={query}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setMarkedIndex(0);
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      {!isEmpty && (
        <ul ref={list} id="palette" class="palette" role="listbox" aria-label={palette.title}>
          {entries.map((entry, at) => (
            <li
              key={entry.id}
              id={`palette-${String(at)}`}
              role="option"
              aria-selected={at === marked}
              onClick={() => perform(entry)}
            >
              <span>{entry.title}</span>
              {entry.kind === 'role' && <span class="quiet">{entry.card.name}</span>}
            </li>
          ))}
        </ul>
      )}
      <p class="quiet palette-nothing" role="status">
        {isEmpty && palette.nothing}
      </p>
    </Modal>
  );
}

/** Returns the index of the entry that a key marks; null if the key marks none. */
function indexAfter(key: string, at: number, last: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return at >= last ? 0 : at + 1;
    case 'ArrowUp':
      return at <= 0 ? Math.max(0, last) : at - 1;
    case 'PageDown':
      return Math.min(last, at + PAGE);
    case 'PageUp':
      return Math.max(0, at - PAGE);
    default:
      return null;
  }
}

const PAGE = 8;
