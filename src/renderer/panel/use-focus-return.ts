import { useEffect, useRef } from 'preact/hooks';

/** Keeps the keyboard's place: a page begins at its heading, and the list is found again where it was left. */
export function useFocusReturn(place: string, isList: boolean): void {
  const left = useRef<string | null>(null);
  const before = useRef(place);
  useEffect(() => {
    const remember = (event: FocusEvent): void => {
      if (isList && event.target instanceof HTMLElement && event.target.id !== '') left.current = event.target.id;
    };
    document.addEventListener('focusin', remember);
    return () => {
      document.removeEventListener('focusin', remember);
    };
  }, [isList]);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    const target = isList && left.current !== null ? document.getElementById(left.current) : null;
    const heading = document.querySelector<HTMLElement>('main [data-start], main h1');
    (target ?? heading)?.focus();
  }, [place, isList]);
}
