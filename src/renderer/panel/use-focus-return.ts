import { useEffect, useRef } from 'preact/hooks';

/**
 * Keeps the keyboard's place: a page begins at its heading or at the field that it was opened for, the list is found again where it was left, and a
 * control that moved (a role that was switched on stands in another group) takes the focus with it.
 */
export function useFocusReturn(place: string, isList: boolean): void {
  const left = useRef<string | null>(null);
  const before = useRef(place);
  useEffect(() => {
    const remember = ({ target }: FocusEvent): void => {
      if (isList && target instanceof Element && target.closest('dialog') === null)
        left.current = target.id;
    };
    const forget = ({ target }: PointerEvent): void => {
      if (target instanceof Element && target.closest('button, input, summary, dialog') === null)
        left.current = null;
    };
    document.addEventListener('focusin', remember);
    document.addEventListener('pointerdown', forget);
    return () => {
      document.removeEventListener('focusin', remember);
      document.removeEventListener('pointerdown', forget);
    };
  }, [isList]);
  useEffect(() => {
    const isNewPlace = before.current !== place;
    before.current = place;
    const last = isList && left.current !== null ? document.getElementById(left.current) : null;
    // What had the focus may be gone with its role.
    const isLost = document.activeElement === document.body && isList && left.current !== null;
    if (isNewPlace || isLost) (last ?? beginning())?.focus();
  });
}

function beginning(): HTMLElement | null {
  return (
    document.querySelector<HTMLElement>('main [data-start]') ??
    document.querySelector<HTMLElement>('main h1')
  );
}
