import type { RefObject } from 'preact';

/** The length of an AWS TokenCode. */
export const CODE_DIGITS = 6;

export interface CodeInputProps {
  readonly id: string;
  readonly label: string;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly code: string;
  readonly isSending: boolean;
  readonly describedBy: string;
  readonly isInvalid?: boolean;
  readonly autofocus?: boolean;
  /** Receives at most six digits. */
  readonly onDigits: (digits: string) => void;
}

export function CodeInput({
  id,
  label,
  input,
  code,
  isSending,
  describedBy,
  isInvalid,
  autofocus,
  onDigits,
}: CodeInputProps) {
  return (
    <>
      <label for={id}>{label}</label>
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
          // Keeps only the digits, because pasted text can contain spaces.
          event.currentTarget.value = digits;
          onDigits(digits);
        }}
      />
    </>
  );
}
