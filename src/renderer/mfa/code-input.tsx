import type { RefObject } from 'preact';

/** As many as AWS takes for a TokenCode. */
export const CODE_DIGITS = 6;

export interface CodeInputProps {
  readonly id: string;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly code: string;
  readonly isSending: boolean;
  readonly describedBy: string;
  readonly isInvalid?: boolean;
  readonly autofocus?: boolean;
  /** At most six, whatever was typed or pasted. */
  readonly onDigits: (digits: string) => void;
}

/** The field of an MFA code. */
export function CodeInput({
  id,
  input,
  code,
  isSending,
  describedBy,
  isInvalid,
  autofocus,
  onDigits,
}: CodeInputProps) {
  return (
    <input
      id={id}
      ref={input}
      class="mfa-code"
      type="text"
      inputMode="numeric"
      autocomplete="one-time-code"
      autofocus={autofocus}
      readOnly={isSending}
      value={code}
      aria-describedby={describedBy}
      aria-invalid={isInvalid}
      onInput={(event) => {
        const digits = event.currentTarget.value.replace(/\D/g, '').slice(0, CODE_DIGITS);
        // Replaced from the state, since what was pasted may hold spaces.
        event.currentTarget.value = digits;
        onDigits(digits);
      }}
    />
  );
}
