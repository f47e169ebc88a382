import { useEffect, useRef } from 'preact/hooks';

/**
 * Shows the label of an icon (`data-label`) above everything else on hover and on keyboard focus. A
 * key or a click hides the label, and screen readers read the button's own label.
 */
export function IconLabel() {
  const label = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const hide = (): void => label.current?.hidePopover();
    const show = (icon: HTMLElement): void => {
      const shown = label.current;
      if (shown === null || icon.ariaExpanded === 'true') return;
      hide();
      shown.textContent = icon.dataset['label'] ?? '';
      shown.showPopover({ source: icon });
    };
    const hover = ({ target }: Event): void => {
      const icon = iconOf(target);
      if (icon === null) hide();
      else show(icon);
    };
    const focus = ({ target }: Event): void => {
      const icon = iconOf(target);
      if (icon?.matches(':focus-visible') === true) show(icon);
      else hide();
    };
    const listeners = { pointerover: hover, focusin: focus, pointerdown: hide, keydown: hide };
    for (const [event, listener] of Object.entries(listeners))
      document.addEventListener(event, listener, true);
    return () => {
      for (const [event, listener] of Object.entries(listeners))
        document.removeEventListener(event, listener, true);
    };
  }, []);
  return <div ref={label} class="label" popover="manual" aria-hidden="true" />;
}

function iconOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-label]') : null;
}
