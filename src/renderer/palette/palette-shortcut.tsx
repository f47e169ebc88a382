import { useLayoutEffect, useState } from 'preact/hooks';
import { isOverlayOpen } from '../parts/overlay.ts';
import { ShortcutsDialog } from '../roles/shortcuts-dialog.tsx';
import { Palette } from './palette.tsx';

/** The palette, which Ctrl+K or ⌘K opens on every page, and the keyboard shortcuts that it shows. */
export function PaletteShortcut() {
  const [shown, setShown] = useState<'nothing' | 'palette' | 'keys'>('nothing');
  // Before the page is painted; otherwise the first keys would go to the list.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!isCommand || event.key.toLowerCase() !== 'k' || isOverlayOpen()) return;
      event.preventDefault();
      setShown('palette');
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  const close = (): void => setShown('nothing');
  if (shown === 'palette') return <Palette onKeys={() => setShown('keys')} onClose={close} />;
  return shown === 'keys' ? <ShortcutsDialog onClose={close} /> : null;
}
