import type { ComponentChildren } from 'preact';
import { Working } from './working.tsx';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

/** A native modal dialog: keeps the focus inside, closes on Escape, and returns the focus. */
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
      <h2 id={heading} class={variant === 'palette' ? 'unseen' : ''}>
        {title}
      </h2>
      {children}
      <Working />
    </dialog>
  );
}
