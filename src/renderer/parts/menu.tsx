import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly onSelect: () => void;
}

/**
 * A button with a menu. The menu is above everything else, and its entries exist only while it is
 * open.
 */
export function Menu({
  id,
  label,
  entries,
}: {
  readonly id: string;
  /** The button's label for screen readers, also shown on hover. */
  readonly label: string;
  readonly entries: readonly MenuEntry[];
}) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        id={id}
        type="button"
        class="bare"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={label}
        data-label={label}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <Icon name="dots" />
      </button>
      {isOpen && (
        <MenuList
          label={label}
          entries={entries}
          source={button.current}
          onClose={close}
          onDismiss={() => setOpen(false)}
        />
      )}
    </>
  );
}

function MenuList({
  label,
  entries,
  source,
  onClose,
  onDismiss,
}: {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly source: HTMLElement | null;
  /** Closes the menu and returns the focus to the button. */
  readonly onClose: () => void;
  /** Closes the menu and does not move the focus. */
  readonly onDismiss: () => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    list.current?.showPopover(source === null ? {} : { source });
    move(list.current, 'first');
  }, []);
  useEffect(() => {
    const shown = list.current;
    const dismissOutside = (event: PointerEvent): void => {
      const { target } = event;
      if (target instanceof Node && (shown?.contains(target) || source?.contains(target))) return;
      onDismiss();
    };
    document.addEventListener('pointerdown', dismissOutside);
    return () => document.removeEventListener('pointerdown', dismissOutside);
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') onDismiss();
    else if (event.key === 'Escape') onClose();
    else if (!move(list.current, event.key)) return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={list}
      class="menu"
      role="menu"
      popover="manual"
      aria-label={label}
      onKeyDown={onKeyDown}
    >
      {entries.map((entry) => (
        <button
          key={entry.id}
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={() => {
            onClose();
            entry.onSelect();
          }}
        >
          {entry.label}
        </button>
      ))}
    </div>
  );
}

/** Moves the focus in a menu. Returns false if the key does not move it. */
function move(menu: HTMLElement | null, key: string): boolean {
  const items = [...(menu?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  const at = items.findIndex((item) => item === document.activeElement);
  const to = targetOf(items, at, key);
  items[to]?.focus();
  return to !== -1;
}

function targetOf(items: readonly HTMLElement[], at: number, key: string): number {
  switch (key) {
    case 'first':
    case 'Home':
      return 0;
    case 'End':
      return items.length - 1;
    case 'ArrowDown':
      return (at + 1) % items.length;
    case 'ArrowUp':
      return (at - 1 + items.length) % items.length;
    default:
      return startingWith(items, at, key);
  }
}

/** Returns the index of the next entry that begins with the typed letter; -1 if none does. */
function startingWith(items: readonly HTMLElement[], at: number, key: string): number {
  if (Array.from(key).length !== 1 || key === ' ') return -1;
  const startsWithKey = (item: HTMLElement): boolean =>
    item.textContent.toLowerCase().startsWith(key.toLowerCase());
  const next = items.findIndex((item, index) => index > at && startsWithKey(item));
  return next === -1 ? items.findIndex(startsWithKey) : next;
}
