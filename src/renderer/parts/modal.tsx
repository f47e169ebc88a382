import type { ComponentChildren } from 'preact';
import { Working } from './working.tsx';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

/**
 * A native modal dialog, which keeps the focus until it closes. The control with `autofocus` gets
 * the focus first if it is in view, otherwise the title.
 */
export function Modal({
  title,
  variant = 'titled',
  onClose,
  children,
}: {
  readonly title: string;
  /** The title of the command palette is for screen readers only. */
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
    // Closes the dialog before it leaves the page. Otherwise, the browser does not return the
    // focus.
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

/**
 * Scrolls to the title, because in a small window the browser scrolls down to the focused control.
 * Focuses the title if the control is then below the visible part.
 */
function showFromTop(dialog: HTMLDialogElement): void {
  dialog.scrollTop = 0;
  const focused = dialog.querySelector('[autofocus]:focus');
  const { bottom } = dialog.getBoundingClientRect();
  if (focused === null || focused.getBoundingClientRect().bottom > bottom)
    dialog.querySelector('h2')?.focus({ preventScroll: true });
}
