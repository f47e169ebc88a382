import type { ComponentChildren } from 'preact';
import { BreakableText } from '../parts/breakable-text.tsx';

export interface FieldProps {
  readonly id: string;
  readonly label: string;
  /** A note beside the label, such as "optional". */
  readonly aside?: string | undefined;
  readonly hint?: string | undefined;
  /** The broken rule as a sentence. */
  readonly error?: string | undefined;
  readonly children: (described: Described) => ComponentChildren;
}

/** Attributes of a field's input that connect it to hint and error, for screen readers. */
export interface Described {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
}

export function Field({ id, label, aside, hint, error, children }: FieldProps) {
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const described = [
    hint === undefined ? null : hintId,
    error === undefined ? null : errorId,
  ].filter((one) => one !== null);
  return (
    <div class={error === undefined ? 'field' : 'field broken'}>
      <div class="label-line">
        <label for={id}>{label}</label>
        {aside !== undefined && <span class="quiet">{aside}</span>}
      </div>
      {children({
        id,
        'aria-describedby': described.length === 0 ? undefined : described.join(' '),
        'aria-invalid': error !== undefined,
      })}
      {error !== undefined && (
        <p id={errorId} class="error-text">
          <BreakableText text={error} />
        </p>
      )}
      {hint !== undefined && (
        <p id={hintId} class="hint">
          <BreakableText text={hint} />
        </p>
      )}
    </div>
  );
}
