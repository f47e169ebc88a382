import type { TextareaHTMLAttributes } from 'preact';

/**
 * An input for one value that can be longer than a line. A long value wraps, and Enter submits the
 * form.
 */
export function LongValueInput({ onInput, ...rest }: TextareaHTMLAttributes) {
  return (
    <textarea
      {...rest}
      rows={1}
      data-wrapped=""
      onInput={(event) => {
        const { currentTarget } = event;
        // Joins the lines of a pasted text, because the value contains no line breaks.
        const lines = currentTarget.value.split(/[\r\n]/);
        if (lines.length > 1) currentTarget.value = lines.map((line) => line.trim()).join('');
        onInput?.(event);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.isComposing) return;
        event.preventDefault();
        event.currentTarget.form?.requestSubmit();
      }}
    />
  );
}
