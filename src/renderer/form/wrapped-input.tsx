import type { TextareaHTMLAttributes } from 'preact';

/** An input for one value that shows a long one on several lines. Enter submits the form. */
export function WrappedInput({ onInput, ...rest }: TextareaHTMLAttributes) {
  return (
    <textarea
      {...rest}
      rows={1}
      data-wrapped=""
      onInput={(event) => {
        const { currentTarget } = event;
        // A pasted value can have line breaks, which no such field has.
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
