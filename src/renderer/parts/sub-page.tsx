import type { ComponentChildren } from 'preact';
import { usePanel } from '../panel/panel-context.ts';
import { IconButton } from './icon-button.tsx';

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
        <IconButton icon="back" label={words.panel.back} onClick={back} />
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
