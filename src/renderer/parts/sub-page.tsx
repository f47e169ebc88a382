import type { ComponentChildren } from 'preact';
import { usePanel } from '../panel/panel-context.ts';
import { Icon } from './icon.tsx';

/** A page that was reached from the list, and steps back to it. */
export function SubPage({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  const { words, back } = usePanel();
  return (
    <>
      <header class="page-head">
        <button type="button" class="bare" aria-label={words.panel.back} title={words.panel.back} onClick={back}>
          <Icon name="back" />
        </button>
        <h1 tabIndex={-1}>{title}</h1>
      </header>
      <div class="page">{children}</div>
    </>
  );
}
