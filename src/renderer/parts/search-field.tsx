import { Icon } from './icon.tsx';

export function SearchField({
  label,
  wanted,
  onWanted,
}: {
  readonly label: string;
  readonly wanted: string;
  readonly onWanted: (wanted: string) => void;
}) {
  return (
    <label class="search">
      <Icon name="search" />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        title={label}
        value={wanted}
        onInput={(event) => onWanted(event.currentTarget.value)}
      />
    </label>
  );
}
