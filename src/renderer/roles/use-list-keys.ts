import { useLayoutEffect } from 'preact/hooks';
import { listKey, type ListKey, type PressedKey } from '../../views/panel/list-keys.ts';

export interface ListKeysOptions {
  readonly isSearching: boolean;
  /** `roleId`: whose line has the focus; null where it is on none. True where something was done, and the browser is not to do its own. */
  readonly onKey: (key: ListKey, roleId: string | null) => boolean;
}

/** What is pressed anywhere in the list. A dialog over it keeps its keys. */
export function useListKeys({ isSearching, onKey }: ListKeysOptions): void {
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.isComposing || document.querySelector('dialog[open]') !== null) return;
      const on = placeOf(event.target);
      const isModified =
        (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph');
      const meant = listKey({
        key: event.key,
        on,
        isModified,
        isRepeated: event.repeat,
        isSearching,
      });
      if (meant === null || !onKey(meant, on === 'role' ? roleIdOf(event.target) : null)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before the panel's own Escape, which would step back.
    document.addEventListener('keydown', press, { capture: true });
    return () => {
      document.removeEventListener('keydown', press, { capture: true });
    };
  });
}

function placeOf(target: EventTarget | null): PressedKey['on'] {
  if (!(target instanceof Element)) return 'elsewhere';
  if (target.matches('.search input')) return 'search';
  if (target.matches('input, select, textarea')) return 'field';
  return target.matches('.card-title') ? 'role' : 'elsewhere';
}

function roleIdOf(target: EventTarget | null): string | null {
  return target instanceof HTMLElement ? (target.dataset['role'] ?? null) : null;
}

/** The line after, or before, the one that has the focus in it; null where there is none. */
export function neighbour(step: 1 | -1): HTMLElement | null {
  const lines = [...document.querySelectorAll<HTMLElement>('.card-title')];
  const focused = document.activeElement?.closest('.card') ?? null;
  const place = focused === null ? -1 : lines.findIndex((line) => focused.contains(line));
  if (place === -1) return step === 1 ? (lines[0] ?? null) : null;
  return lines[place + step] ?? null;
}
