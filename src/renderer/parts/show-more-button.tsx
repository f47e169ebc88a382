import { useEffect, useRef } from 'preact/hooks';

/** A button that renders more of a long list, on a click or when the user scrolls close to it. */
export function ShowMoreButton({
  label,
  onMore,
}: {
  readonly label: string;
  readonly onMore: () => void;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const latest = useRef(onMore);
  latest.current = onMore;
  useEffect(() => {
    if (button.current === null) return;
    // Renders one screen ahead, so that scrolling does not stop.
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting === true) latest.current();
      },
      { rootMargin: '800px' },
    );
    observer.observe(button.current);
    return () => observer.disconnect();
    // Observes again after each step, because an element that stays in view is not reported again.
  }, [label]);
  return (
    <button ref={button} id="show-more" type="button" onClick={onMore}>
      {label}
    </button>
  );
}
