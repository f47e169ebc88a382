import { useEffect, useState } from 'preact/hooks';
import { Message, type MessageProps } from './message.tsx';

/** Long enough to read two lines and to reach a button. */
const BRIEFLY_MS = 8000;
/** Long enough to copy a command and to read its explanation. */
const LONGER_MS = 30_000;

export interface ToastProps extends Omit<MessageProps, 'onDismiss'> {
  /** With `until-dismissed`, the toast does not disappear by itself. */
  readonly lasts: 'briefly' | 'longer' | 'until-dismissed';
  readonly onDismiss: () => void;
}

/**
 * Shows the result of the user's action over the page, so that nothing on the page moves. The toast
 * does not disappear while the pointer or the focus is on it.
 */
export function Toast({ lasts, onDismiss, ...message }: ToastProps) {
  const { tone, title } = message;
  const [isUsed, setUsed] = useState(false);
  useEffect(() => {
    if (lasts === 'until-dismissed' || isUsed) return;
    const timer = setTimeout(onDismiss, lasts === 'longer' ? LONGER_MS : BRIEFLY_MS);
    return () => clearTimeout(timer);
  }, [title, lasts, isUsed]);
  return (
    <section
      class={`message toast ${tone}`}
      role={tone === 'bad' ? 'alert' : undefined}
      aria-label={title}
      onMouseEnter={() => setUsed(true)}
      onMouseLeave={() => setUsed(false)}
      onFocusIn={() => setUsed(true)}
      onFocusOut={() => setUsed(false)}
    >
      <Message {...message} onDismiss={onDismiss} />
    </section>
  );
}
