import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { AccountLine, PermissionSetLine } from '../../views/panel/discover-page.ts';
import { usePanel } from '../panel/panel-context.ts';
import { Icon } from '../parts/icon.tsx';

export interface RowActions {
  readonly open: (accountId: string, isOpen: boolean) => void;
  readonly choose: (keys: readonly string[], isSelected: boolean) => void;
  /** A null name restores the name from the template. */
  readonly rename: (key: string, name: string | null) => void;
}

/** Shows an account, and its permission sets if the account is open. */
export function AccountRow({
  account,
  acts,
}: {
  readonly account: AccountLine;
  readonly acts: RowActions;
}) {
  const { words } = usePanel();
  const { page } = words.discovery;
  const { accountId, name, detail, isOpen, sets, selectable, chosen } = account;
  const listId = useId();
  const areAllChosen = selectable.length > 0 && chosen === selectable.length;
  return (
    <li class="account">
      <div class="account-head">
        {selectable.length > 0 && (
          <label class="tick">
            <input
              type="checkbox"
              aria-label={page.allOf(name)}
              checked={areAllChosen}
              indeterminate={chosen > 0 && !areAllChosen}
              onChange={() => acts.choose(selectable, !areAllChosen)}
            />
          </label>
        )}
        <button
          type="button"
          class="account-title"
          aria-expanded={isOpen}
          aria-controls={isOpen ? listId : undefined}
          onClick={() => acts.open(accountId, !isOpen)}
        >
          <span class="account-name">
            <span class="account-words">
              <span class="strong">{name}</span>
              <span class="quiet push">{page.ofAccount({ of: sets.length, chosen })}</span>
            </span>
            <Icon name="expand" />
          </span>
          <span class="quiet">{detail}</span>
        </button>
      </div>
      {isOpen && (
        <ul id={listId}>
          {sets.map((line) => (
            <PermissionSetRow key={line.key} line={line} account={name} acts={acts} />
          ))}
        </ul>
      )}
    </li>
  );
}

function PermissionSetRow({
  line,
  account,
  acts,
}: {
  readonly line: PermissionSetLine;
  readonly account: string;
  readonly acts: RowActions;
}) {
  const { words } = usePanel();
  const { page } = words.discovery;
  const { key, permissionSet, known, isChosen, name, typed } = line;
  const [isRenamed, setRenamed] = useState(false);
  if (known !== null)
    return (
      <li class="permission-set known">
        <p>{permissionSet}</p>
        <p class="quiet">{page.known(known)}</p>
      </li>
    );
  return (
    <li class="permission-set">
      <label class="choice">
        <input
          type="checkbox"
          aria-label={page.one({ permissionSet, account })}
          checked={isChosen}
          onChange={(event) => acts.choose([key], event.currentTarget.checked)}
        />
        <span>{permissionSet}</span>
      </label>
      {name !== null && typed === null && (
        <p class="planned-name">
          <span class="mono quiet">{name}</span>
          <button
            type="button"
            class="small"
            aria-label={page.renameOf(name)}
            onClick={() => {
              setRenamed(true);
              acts.rename(key, name);
            }}
          >
            {page.rename}
          </button>
        </p>
      )}
      {name !== null && typed !== null && (
        <NameField
          line={line}
          typed={typed}
          name={name}
          takesFocus={isRenamed}
          onRename={acts.rename}
        />
      )}
    </li>
  );
}

/** Edits the name of a role to add, and says why a name cannot be used. */
function NameField({
  line: { key, permissionSet, clash },
  typed,
  name,
  takesFocus,
  onRename,
}: {
  readonly line: PermissionSetLine;
  readonly typed: string;
  readonly name: string;
  readonly takesFocus: boolean;
  readonly onRename: RowActions['rename'];
}) {
  const { words } = usePanel();
  const { page } = words.discovery;
  const input = useRef<HTMLInputElement>(null);
  const noteId = useId();
  const note = clash ?? (name === typed ? null : page.becomes(name));
  useLayoutEffect(() => {
    if (takesFocus) input.current?.select();
  }, []);
  return (
    <div class={clash === null ? 'field' : 'field broken'}>
      <input
        ref={input}
        type="text"
        class="mono"
        aria-label={page.name(permissionSet)}
        aria-describedby={note === null ? undefined : noteId}
        aria-invalid={clash !== null}
        value={typed}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        onInput={(event) => onRename(key, event.currentTarget.value)}
        onBlur={(event) => {
          if (event.currentTarget.value.trim() === '') onRename(key, null);
        }}
      />
      {note !== null && (
        <p id={noteId} class={clash === null ? 'hint' : 'error-text'}>
          {note}
        </p>
      )}
    </div>
  );
}
