import { Icon } from './icon.tsx';

export function SearchField({
  label,
  query,
  onQuery,
}: {
  readonly label: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
}) {
  return (
    <label class="search">
      <Icon name="search" />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        title={label}
        value={query}
        onInput={(event) => onQuery(event.currentTarget.value)}
      />
    </label>
  );
}
