import { useRef, useState } from 'preact/hooks';
import { usePanel } from '../panel/panel-context.ts';
import { CODE_DIGITS } from './code-input.tsx';
import { useSecondsUntil } from './use-seconds-until.ts';

/** When a code may be sent, and how. */
export interface CodeOptions {
  /** No code is accepted before this time, epoch ms. Null if a code is accepted now. */
  readonly notBefore: number | null;
  readonly isSending: boolean;
  readonly send: (code: string) => void;
}

/**
 * Keeps the typed digits of one MFA code. Sends the code when its last digit is typed, if a code
 * may be sent then.
 */
export function useCode({ notBefore, isSending, send }: CodeOptions) {
  const { state } = usePanel();
  const [code, setCode] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const waitSeconds = useSecondsUntil(notBefore, state.clockOffsetMs);
  const maySend = (digits: string): boolean =>
    digits.length === CODE_DIGITS && waitSeconds === 0 && !isSending;
  const type = (digits: string): void => {
    setCode(digits);
    if (maySend(digits)) send(digits);
  };
  return {
    code,
    input,
    waitSeconds,
    canSend: maySend(code),
    type,
    /** Sends the code on Enter, if it could not be sent when its last digit was typed. */
    onSubmit: (event: Event): void => {
      event.preventDefault();
      if (maySend(code)) send(code);
    },
    clear: (): void => {
      setCode('');
      input.current?.focus();
    },
  };
}
