import type { RolesPage } from '../../views/panel/roles-page.ts';
import { Icon, Logo } from '../parts/icon.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { usePanel } from '../panel/panel-context.ts';

/** The list's header: a summary, and buttons to the other pages. */
export function RolesHead({ page }: { readonly page: RolesPage }) {
  const { words, go } = usePanel();
  const { panel, list } = words;
  return (
    <header class="page-head list-head">
      <Logo />
      <div class="head-text">
        <h1 tabIndex={-1}>{panel.title}</h1>
        <p class="quiet" role="status">
          {page.summary}
        </p>
        {page.isOffline && (
          <p class="offline">
            <Icon name="offline" label={list.offline} />
            {list.offlineHint}
          </p>
        )}
      </div>
      <div class="head-buttons">
        {!page.isFirstRun && (
          <IconButton
            id="go-activity"
            icon="activity"
            label={words.activity.open}
            onClick={() => go({ kind: 'activity' })}
          />
        )}
        <IconButton
          id="go-doctor"
          icon="doctor"
          label={panel.doctor}
          onClick={() => go({ kind: 'doctor' })}
        />
        <IconButton
          id="go-settings"
          icon="settings"
          label={panel.settings}
          onClick={() => go({ kind: 'settings' })}
        />
        {!page.isFirstRun && (
          <IconButton
            id="go-add"
            icon="add"
            label={panel.addRole}
            onClick={() => go({ kind: 'new-role' })}
          />
        )}
      </div>
    </header>
  );
}
