import type { RolesPage } from '../../views/panel/roles-page.ts';
import { Icon, Mark } from '../parts/icon.tsx';
import { usePanel } from '../panel/panel-context.ts';

/** The list's header: a summary, and buttons to the other pages. */
export function RolesHead({ page }: { readonly page: RolesPage }) {
  const { words, go } = usePanel();
  const { panel, list } = words;
  return (
    <header class="page-head">
      <Mark />
      <div class="head-text">
        <h1 tabIndex={-1}>{panel.title}</h1>
        <p class="quiet" role="status">
          {page.summary}
        </p>
        {page.isOffline && (
          <p class="offline">
            <Icon name="offline" label={list.offline} />
            {list.goesOn}
          </p>
        )}
      </div>
      {!page.isFirstRun && (
        <IconButton
          id="go-activity"
          icon="activity"
          name={words.activity.open}
          onClick={() => go({ kind: 'activity' })}
        />
      )}
      <IconButton
        id="go-doctor"
        icon="doctor"
        name={panel.doctor}
        onClick={() => go({ kind: 'doctor' })}
      />
      <IconButton
        id="go-settings"
        icon="settings"
        name={panel.settings}
        onClick={() => go({ kind: 'settings' })}
      />
      {!page.isFirstRun && (
        <IconButton
          id="go-add"
          icon="add"
          name={panel.addRole}
          onClick={() => go({ kind: 'new-role' })}
        />
      )}
    </header>
  );
}

function IconButton({
  id,
  icon,
  name,
  onClick,
}: {
  readonly id: string;
  readonly icon: 'activity' | 'add' | 'doctor' | 'settings';
  readonly name: string;
  readonly onClick: () => void;
}) {
  return (
    <button
      id={id}
      type="button"
      class="bare"
      aria-label={name}
      data-label={name}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
