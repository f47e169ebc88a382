import { useEffect, useState } from 'preact/hooks';

const SAID_FOR_MS = 2500;

/** A short message that disappears after a moment. */
export function useSaid(): readonly [said: string, say: (text: string) => void] {
  const [said, say] = useState('');
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => say(''), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return [said, say];
}
