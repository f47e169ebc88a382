import { BreakableText } from './breakable-text.tsx';
import { CopyButton } from './copy-button.tsx';

/** A text to copy. Focusable, so that it can be scrolled by keyboard. */
export function CodeBlock({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <div class="code">
      <pre tabIndex={0} role="region" aria-label={label}>
        <BreakableText text={text} />
      </pre>
      <CopyButton text={text} what={label} />
    </div>
  );
}
