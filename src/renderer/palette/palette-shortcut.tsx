import { useLayoutEffect, useState } from 'preact/hooks';
import { isOverlayOpen } from '../parts/overlay.ts';
import { ShortcutsDialog } from '../roles/shortcuts-dialog.tsx';
import { Palette } from './palette.tsx';

/**
 * Opens the command palette on Ctrl+K or ⌘K, on every page. One entry of the palette opens the list
 * of keyboard shortcuts.
 */
export function PaletteShortcut() {
  const [shown, setShown] = useState<'nothing' | 'palette' | 'keys'>('nothing');
  // Registered before the page is painted, so that no early key press goes to the list of roles.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!isCommand || event.key.toLowerCase() !== 'k' || isOverlayOpen()) return;
      event.preventDefault();
      setShown('palette');
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  const close = (): void => setShown('nothing');
  if (shown === 'palette') return <Palette onKeys={() => setShown('keys')} onClose={close} />;
  return shown === 'keys' ? <ShortcutsDialog onClose={close} /> : null;
}
