import { useLayoutEffect } from 'preact/hooks';

/**
 * Moves the focus to the element `selector` of the page, or to the page's heading if there is none;
 * null leaves the focus unchanged. Used when the button with the focus disappears.
 */
export function useStartFocus(selector: string | null): void {
  useLayoutEffect(() => {
    if (selector === null) return;
    const found = document.querySelector<HTMLElement>(`main ${selector}`);
    (found ?? document.querySelector<HTMLElement>('main h1'))?.focus();
  }, [selector]);
}
