import { useEffect, useRef } from 'preact/hooks';

/** Shows more of a long list as it comes near, or when it is pressed; what nobody scrolls to is not drawn. */
export function MoreRoles({
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
    // A screen ahead, so that scrolling does not meet an end that is none.
    const near = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting === true) latest.current();
      },
      { rootMargin: '800px' },
    );
    near.observe(button.current);
    return () => near.disconnect();
    // Told anew after each step: what stays in view is not told again.
  }, [label]);
  return (
    <button ref={button} id="more-roles" type="button" onClick={onMore}>
      {label}
    </button>
  );
}
