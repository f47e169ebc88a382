import { useEffect, useRef } from 'preact/hooks';

/** Returns a function that says whether the component was removed from the page. */
export function useIsUnmounted(): () => boolean {
  const isUnmounted = useRef(false);
  useEffect(
    () => () => {
      isUnmounted.current = true;
    },
    [],
  );
  return () => isUnmounted.current;
}
