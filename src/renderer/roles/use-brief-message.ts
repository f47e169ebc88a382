import { useEffect, useState } from 'preact/hooks';

const SHOWN_FOR_MS = 2500;

/** A short message that disappears after a moment. */
export function useBriefMessage(): readonly [message: string, show: (text: string) => void] {
  const [message, show] = useState('');
  useEffect(() => {
    if (message === '') return;
    const timer = setTimeout(() => show(''), SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [message]);
  return [message, show];
}
