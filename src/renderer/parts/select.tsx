export interface SelectProps<Value extends string> {
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: boolean;
  /** Gets the focus when the page opens. */
  readonly 'data-start'?: string;
  /** Each value with its text, in the order of the list. */
  readonly choices: readonly (readonly [Value, string])[];
  readonly chosen: string;
  readonly onChoose: (value: Value) => void;
}

/**
 * A list of choices. Its title repeats the selected text, because a narrow window can cut off the
 * text.
 */
export function Select<Value extends string>({
  choices,
  chosen,
  onChoose,
  ...attributes
}: SelectProps<Value>) {
  return (
    <select
      {...attributes}
      title={choices.find(([value]) => value === chosen)?.[1]}
      onChange={(event) => {
        const choice = choices.find(([value]) => value === event.currentTarget.value);
        if (choice !== undefined) onChoose(choice[0]);
      }}
    >
      {choices.map(([value, text]) => (
        <option key={value} value={value} selected={value === chosen}>
          {text}
        </option>
      ))}
    </select>
  );
}
