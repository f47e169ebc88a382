import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Moves the focus to the heading of the new page, or to the requested field. Back in the list,
 * focuses the control that had the focus last, even if it moved to another group.
 */
export function useFocusReturn(page: string, isList: boolean): void {
  const lastFocusedId = useRef<string | null>(null);
  const before = useRef(page);
  // Both effects run before the page is painted, so that no key reaches a removed control.
  useLayoutEffect(() => {
    const remember = ({ target }: FocusEvent): void => {
      if (isList && target instanceof Element && target.closest('dialog') === null)
        lastFocusedId.current = target.id;
    };
    const forget = ({ target }: PointerEvent): void => {
      if (target instanceof Element && target.closest('button, input, summary, dialog') === null)
        lastFocusedId.current = null;
    };
    document.addEventListener('focusin', remember);
    document.addEventListener('pointerdown', forget);
    return () => {
      document.removeEventListener('focusin', remember);
      document.removeEventListener('pointerdown', forget);
    };
  }, [isList]);
  useLayoutEffect(() => {
    const isNewPage = before.current !== page;
    before.current = page;
    const last =
      isList && lastFocusedId.current !== null
        ? document.getElementById(lastFocusedId.current)
        : null;
    // The focused control can disappear with its role.
    const isLost =
      document.activeElement === document.body && isList && lastFocusedId.current !== null;
    // A new page begins at its top, however far the previous one was scrolled.
    if (isNewPage && !isList) window.scrollTo(0, 0);
    if (isNewPage || isLost) (last ?? startElement())?.focus();
  });
}

function startElement(): HTMLElement | null {
  return (
    document.querySelector<HTMLElement>('main [data-start]') ??
    document.querySelector<HTMLElement>('main h1')
  );
}
