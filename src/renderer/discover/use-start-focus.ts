import { useLayoutEffect } from 'preact/hooks';

/**
 * Moves the focus to this element of the page, or to its heading, when the button that had the
 * focus is gone. Null leaves the focus unchanged.
 */
export function useStartFocus(selector: string | null): void {
  useLayoutEffect(() => {
    if (selector === null) return;
    const found = document.querySelector<HTMLElement>(`main ${selector}`);
    (found ?? document.querySelector<HTMLElement>('main h1'))?.focus();
  }, [selector]);
}
