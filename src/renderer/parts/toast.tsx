import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { usePanel } from '../panel/panel-context.ts';
import { Icon } from './icon.tsx';

/** Long enough to read two lines and to reach a button. */
const BRIEFLY_MS = 8000;
/** Long enough to copy a command and to read its explanation. */
const LONGER_MS = 30_000;

export interface ToastProps {
  readonly title: string;
  readonly details?: readonly string[];
  /** The next step stays until it is dismissed. */
  readonly lasts: 'briefly' | 'longer' | 'until-dismissed';
  readonly onGone: () => void;
  readonly children?: ComponentChildren;
}

/**
 * Says over the page that something worked. Disappears by itself, unless the pointer or the focus
 * is on it.
 */
export function Toast({ title, details = [], lasts, onGone, children }: ToastProps) {
  const { words } = usePanel();
  const [isUsed, setUsed] = useState(false);
  useEffect(() => {
    if (lasts === 'until-dismissed' || isUsed) return;
    const timer = setTimeout(onGone, lasts === 'longer' ? LONGER_MS : BRIEFLY_MS);
    return () => clearTimeout(timer);
  }, [title, lasts, isUsed]);
  return (
    <section
      class="toast good"
      aria-label={title}
      onMouseEnter={() => setUsed(true)}
      onMouseLeave={() => setUsed(false)}
      onFocusIn={() => setUsed(true)}
      onFocusOut={() => setUsed(false)}
    >
      <span class="badge" aria-hidden="true">
        <Icon name="good" />
      </span>
      <div class="banner-text">
        <p class="strong">{title}</p>
        {details.map((detail) => (
          <p key={detail} class="detail">
            {detail}
          </p>
        ))}
        {children}
      </div>
      <button type="button" class="bare" aria-label={words.panel.dismiss} onClick={onGone}>
        <Icon name="close" />
      </button>
    </section>
  );
}
