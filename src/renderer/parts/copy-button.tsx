import { useEffect, useState } from 'preact/hooks';
import { usePanel } from '../panel/panel-context.ts';

const SAID_FOR_MS = 2000;

/** Copies a text, and says for a moment that it did. `what` completes the name for whoever cannot see what it stands beside. */
export function CopyButton({
  text,
  label,
  what,
}: {
  readonly text: string;
  readonly label?: string;
  readonly what: string;
}) {
  const { words, copy } = usePanel();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const shown = label ?? words.panel.copy;
  return (
    <button
      type="button"
      aria-label={label === undefined ? `${shown}: ${what}` : shown}
      onClick={() => void copy(text).then(setCopied)}
    >
      <span aria-live="polite">{isCopied ? words.panel.copied : shown}</span>
    </button>
  );
}
