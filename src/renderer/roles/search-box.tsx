import { useEffect, useRef } from 'preact/hooks';
import type { Found } from '../../views/panel/roles-page.ts';
import { usePanel } from '../panel/panel-context.ts';
import { Icon } from '../parts/icon.tsx';
import { ShortcutsButton } from './shortcuts-button.tsx';

export interface SearchBoxProps {
  readonly query: string;
  readonly found: Found | null;
  readonly onQuery: (query: string) => void;
  /** True if the search gets the focus when it appears. */
  readonly takesFocus: boolean;
  readonly onFocus: (hasFocus: boolean) => void;
  readonly onKeys: () => void;
}

export function SearchBox({ query, found, onQuery, takesFocus, onFocus, onKeys }: SearchBoxProps) {
  const { words } = usePanel();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) input.current?.focus();
  }, []);
  return (
    <div class="search-line" role="search">
      <label class="search">
        <Icon name="search" />
        <input
          ref={input}
          id="search"
          type="search"
          aria-label={words.panel.filter}
          aria-describedby="search-says"
          placeholder={words.panel.filter}
          autocomplete="off"
          spellcheck={false}
          value={query}
          onInput={(event) => onQuery(event.currentTarget.value)}
          onFocus={() => onFocus(true)}
          onBlur={() => onFocus(false)}
        />
      </label>
      <ShortcutsButton isSmall onClick={onKeys} />
      <p id="search-says" class="unseen" aria-live="polite">
        {found?.sentence}
      </p>
    </div>
  );
}
