import { useEffect, useState } from 'preact/hooks';
import { BreakableText } from './breakable-text.tsx';
import { Icon } from './icon.tsx';

const CONFIRMED_FOR_MS = 2000;

/**
 * A text that a click copies, with an icon that is visible on hover and on focus. Uses no Preact
 * context, because a list has thousands of these texts.
 */
export function CopyText({
  label,
  text,
  onCopy,
}: {
  /** For screen readers: "Copy account: 123456789012". */
  readonly label: string;
  readonly text: string;
  readonly onCopy: () => Promise<boolean>;
}) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), CONFIRMED_FOR_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <button
      type="button"
      class={`copy-text ${isCopied ? 'copied' : ''}`}
      aria-label={label}
      onClick={() => void onCopy().then(setCopied)}
    >
      <span>
        <BreakableText text={text} />
      </span>
      <Icon name={isCopied ? 'good' : 'copy'} />
    </button>
  );
}
