import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type PaletteEntry, paletteEntries } from '../../views/panel/palette.ts';
import { usePanel } from '../panel/panel-context.ts';
import { Modal } from '../parts/modal.tsx';
import { isOverlayOpen } from '../parts/overlay.ts';
import { useCardAct } from '../roles/use-card-act.ts';

/** The palette, which Ctrl+K or ⌘K opens on every page. */
export function PaletteShortcut() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!isCommand || event.key.toLowerCase() !== 'k' || isOverlayOpen()) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  return isOpen ? <Palette onClose={() => setOpen(false)} /> : null;
}

/** Finds roles, their actions and pages by words. Enter performs the marked one. */
function Palette({ onClose }: { readonly onClose: () => void }) {
  const { words, state, now, surface, voiceFor, go } = usePanel();
  const act = useCardAct();
  const [wanted, setWanted] = useState('');
  const [place, setPlace] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const { palette } = words.list;
  const entries = paletteEntries(state, { words, now, surface, voiceFor, wanted });
  const marked = Math.min(place, entries.length - 1);
  useLayoutEffect(() => {
    list.current?.children[marked]?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  const perform = (entry: PaletteEntry): void => {
    onClose();
    if (entry.kind === 'page') go(entry.route);
    else act(entry.act, entry.card);
  };
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const entry = entries[marked];
    if (step !== undefined) setPlace(Math.max(0, Math.min(entries.length - 1, marked + step)));
    else if (event.key === 'Enter' && !event.isComposing && entry !== undefined) perform(entry);
    else return;
    event.preventDefault();
  };
  return (
    <Modal title={palette.title} onClose={onClose}>
      <input
        type="text"
        role="combobox"
        list={undefined}
        aria-label={palette.find}
        placeholder={palette.find}
        aria-expanded="true"
        aria-controls="palette"
        aria-activedescendant={entries.length === 0 ? undefined : `palette-${String(marked)}`}
        autocomplete="off"
        spellcheck={false}
        autofocus
        value={wanted}
        onInput={(event) => {
          setWanted(event.currentTarget.value);
          setPlace(0);
        }}
        onKeyDown={press}
      />
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
            {entry.kind === 'role' && <span class="quiet">{entry.detail}</span>}
          </li>
        ))}
      </ul>
      {entries.length === 0 && <p class="quiet">{palette.nothing}</p>}
    </Modal>
  );
}
