import type { ComponentChildren } from 'preact';
import { Working } from './working.tsx';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

/**
 * A native modal dialog: keeps the focus inside, closes on Escape, and returns the focus. The focus
 * begins at the control with `autofocus` if that is in view, otherwise at the title.
 */
export function Modal({
  title,
  variant = 'titled',
  onClose,
  children,
}: {
  readonly title: string;
  /** The palette has its title for screen readers only. */
  readonly variant?: 'titled' | 'palette';
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    if (shown !== null) showFromTop(shown);
    // Closed before it leaves the page; otherwise the browser does not return the focus.
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class={variant === 'palette' ? 'palette-dialog' : ''}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={heading} tabIndex={-1} class={variant === 'palette' ? 'unseen' : ''}>
        {title}
      </h2>
      {children}
      <Working />
    </dialog>
  );
}

/** The browser scrolls to the focus, which can hide the title in a small window. */
function showFromTop(dialog: HTMLDialogElement): void {
  dialog.scrollTop = 0;
  const focused = dialog.querySelector('[autofocus]:focus');
  const { bottom } = dialog.getBoundingClientRect();
  if (focused === null || focused.getBoundingClientRect().bottom > bottom)
    dialog.querySelector('h2')?.focus({ preventScroll: true });
}
