import type { ComponentChildren } from 'preact';
import { usePanel } from '../panel/panel-context.ts';
import { Icon } from './icon.tsx';

export interface SubPageProps {
  readonly title: string;
  /** A message shown in the header. */
  readonly message?: string;
  readonly children: ComponentChildren;
}

/** A page with a button back to the list. */
export function SubPage({ title, message, children }: SubPageProps) {
  const { words, back } = usePanel();
  return (
    <>
      <header class="page-head">
        <button
          type="button"
          class="bare"
          aria-label={words.panel.back}
          data-label={words.panel.back}
          onClick={back}
        >
          <Icon name="back" />
        </button>
        <h1 tabIndex={-1}>{title}</h1>
        {message !== undefined && (
          <span class="good-text push" aria-live="polite">
            {message}
          </span>
        )}
      </header>
      <div class="page">{children}</div>
    </>
  );
}
