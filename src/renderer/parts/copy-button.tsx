import { useEffect, useState } from 'preact/hooks';
import { usePanel } from '../panel/panel-context.ts';
import { Icon } from './icon.tsx';

const CONFIRMED_FOR_MS = 2000;

/**
 * Copies a text and confirms it briefly. Without `spoken` and `label`, screen readers read "Copy: "
 * and `what`.
 */
export function CopyButton({
  text,
  label,
  what,
  spoken,
}: {
  readonly text: string;
  readonly label?: string;
  readonly what?: string;
  readonly spoken?: string;
}) {
  const { words, copy } = usePanel();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), CONFIRMED_FOR_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const shown = isCopied ? words.panel.copied : (label ?? words.panel.copy);
  return (
    <button
      type="button"
      // Screen readers announce only the button that was pressed.
      aria-live={isCopied ? 'polite' : 'off'}
      aria-label={spoken ?? (label === undefined ? `${shown}: ${what ?? ''}` : shown)}
      onClick={() => void copy(text).then(setCopied)}
    >
      <span>{shown}</span>
      {spoken !== undefined && <Icon name="copy" />}
    </button>
  );
}
