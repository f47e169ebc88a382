import { useLayoutEffect } from 'preact/hooks';
import { isOverlayOpen } from '../parts/overlay.ts';
import { listKey, type ListKey, type PressedKey } from '../../views/panel/list-keys.ts';

export interface ListKeysOptions {
  readonly isSearching: boolean;
  /**
   * `roleId` is the role with the focus, or null. Returns true if the key was handled, so that the
   * browser ignores it.
   */
  readonly onKey: (key: ListKey, roleId: string | null) => boolean;
}

/** Handles keys pressed anywhere in the list. An open dialog or menu keeps its keys. */
export function useListKeys({ isSearching, onKey }: ListKeysOptions): void {
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.isComposing || isOverlayOpen()) return;
      const on = placeOf(event.target);
      const meant = listKey({
        key: event.key,
        on,
        modifier: modifierOf(event),
        isShifted: event.shiftKey,
        isRepeated: event.repeat,
        isSearching,
      });
      if (meant === null || !onKey(meant, on === 'role' ? roleIdOf(event.target) : null)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Runs before the panel's own Escape, which goes back a page.
    document.addEventListener('keydown', press, { capture: true });
    return () => {
      document.removeEventListener('keydown', press, { capture: true });
    };
  });
}

/**
 * Returns the modifier of a pressed key. Returns `none` for AltGr, which browsers report as Ctrl
 * and Alt, because AltGr only types characters.
 */
function modifierOf(event: KeyboardEvent): PressedKey['modifier'] {
  if (event.getModifierState('AltGraph')) return 'none';
  if (event.altKey || (event.ctrlKey && event.metaKey)) return 'other';
  return event.ctrlKey || event.metaKey ? 'command' : 'none';
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

/** Returns the row after or before the focused one; null if there is none. */
export function neighbour(step: 1 | -1): HTMLElement | null {
  const lines = [...document.querySelectorAll<HTMLElement>('.card-title')];
  const focused = document.activeElement?.closest('.card') ?? null;
  const index = focused === null ? -1 : lines.findIndex((line) => focused.contains(line));
  if (index === -1) return step === 1 ? (lines[0] ?? null) : null;
  return lines[index + step] ?? null;
}
