import { useState } from 'preact/hooks';
import { rolesPage } from '../../views/panel/roles-page.ts';
import { Banner } from '../parts/banner.tsx';
import { Icon, Mark } from '../parts/icon.tsx';
import { usePanel } from '../panel/panel-context.ts';
import { FirstRun } from './first-run.tsx';
import { RoleCard } from './role-card.tsx';

export interface RolesPageProps {
  /** The role whose facts and actions are shown; still so after a look at another page. */
  readonly opened: string | null;
  readonly onOpened: (roleId: string | null) => void;
}

/** The panel's first page: what needs someone, what is on, and the rest. */
export function RolesPage({ opened, onOpened }: RolesPageProps) {
  const { words, state, now, voiceFor, go } = usePanel();
  const [wanted, setWanted] = useState('');
  const page = rolesPage(state, { words, now, voiceFor, wanted });
  const { panel } = words;
  return (
    <>
      <header class="page-head">
        <Mark />
        <div class="head-text">
          <h1 tabIndex={-1}>{panel.title}</h1>
          <p class="quiet">{page.summary}</p>
        </div>
        {!page.isFirstRun && (
          <IconButton
            id="go-activity"
            icon="activity"
            name={words.activity.open}
            onClick={() => go({ view: 'activity' })}
          />
        )}
        <IconButton id="go-doctor" icon="doctor" name={panel.doctor} onClick={() => go({ view: 'doctor' })} />
        <IconButton id="go-settings" icon="settings" name={panel.settings} onClick={() => go({ view: 'settings' })} />
        {!page.isFirstRun && (
          <IconButton id="go-add" icon="add" name={panel.addRole} onClick={() => go({ view: 'new-role' })} />
        )}
      </header>
      <div class="page">
        {page.problems.map(({ title, detail, remedy }) => (
          <Banner
            key={`${title}${detail}`}
            tone="warning"
            title={title}
            details={remedy === null ? [detail] : [detail, `${remedy.label}.`]}
          />
        ))}
        {page.mfa.map(({ id, text }) => (
          <Banner key={id} tone="warning" title={text} details={[]}>
            <button id={`mfa-${id}`} type="button" class="primary" onClick={() => go({ view: 'mfa', requestId: id })}>
              {panel.mfa.enter}
            </button>
          </Banner>
        ))}
        {page.isFirstRun && <FirstRun />}
        {page.isSearchable && (
          <label class="search">
            <Icon name="search" />
            <input
              type="search"
              aria-label={panel.filter}
              placeholder={panel.filter}
              value={wanted}
              onInput={(event) => setWanted(event.currentTarget.value)}
            />
          </label>
        )}
        {page.groups.map(({ group, title, cards }) => (
          <section key={group} class="group" aria-labelledby={`group-${group}`}>
            <h2 id={`group-${group}`} class="group-title">
              {title}
            </h2>
            <ul class="cards">
              {cards.map((card) => (
                <RoleCard
                  key={card.id}
                  card={card}
                  isOpen={opened === card.id}
                  onToggle={() => onOpened(opened === card.id ? null : card.id)}
                />
              ))}
            </ul>
          </section>
        ))}
        {!page.isFirstRun && page.groups.length === 0 && <p class="quiet">{panel.nothingFound(wanted)}</p>}
        {!page.isFirstRun && (
          <div class="buttons">
            <button id="go-import" type="button" onClick={() => go({ view: 'import' })}>
              {words.importing.open}
            </button>
          </div>
        )}
      </div>
    </>
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
    <button id={id} type="button" class="bare" aria-label={name} title={name} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
