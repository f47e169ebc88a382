import { useMemo, useState } from 'preact/hooks';
import { activityCsv, activityJson } from '../../views/activity/activity-export.ts';
import { activityPage, type ActivityRow } from '../../views/activity/activity-page.ts';
import { timeTexts } from '../../views/time-texts.ts';
import { timeLocale } from '../../views/words/languages.ts';
import { usePanel } from '../panel/panel-context.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Icon } from '../parts/icon.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { SubPage } from '../parts/sub-page.tsx';
import { useActivity } from './use-activity.ts';
import { Select } from '../parts/select.tsx';

const ROWS = 100;

/** Shows the activity log by day, newest first. New entries appear while the page is open. */
export function ActivityPage({ roleId }: { readonly roleId: string | null }) {
  const { words, state, now, save, showNote } = usePanel();
  const { activity, panel } = words;
  const entries = useActivity();
  const times = useMemo(() => timeTexts(timeLocale(words, navigator.language)), [words]);
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(roleId);
  const [limit, setLimit] = useState(ROWS);
  if (entries === null)
    return <SubPage title={activity.title}>{<p class="quiet">{panel.loading}</p>}</SubPage>;
  const roleName = state.roles.find(({ role }) => role.id === chosen)?.role.name ?? null;
  const page = activityPage(entries, {
    words,
    now,
    times,
    query,
    roleId: chosen,
    roleName,
    limit,
  });
  if (entries.length === 0)
    return (
      <SubPage title={activity.title}>
        <p class="lead">{roleName === null ? activity.none : page.nothing}</p>
      </SubPage>
    );
  const { found } = page;
  const exportAs = async (format: 'csv' | 'json'): Promise<void> => {
    const text = format === 'csv' ? activityCsv(found) : activityJson(found);
    const day = new Date(now).toISOString().slice(0, 10);
    if (await save(`rolekeeper-activity-${day}.${format}`, text))
      showNote({ tone: 'good', title: activity.exported(found.length), details: [] });
  };
  return (
    <SubPage title={activity.title}>
      <p class="lead">{activity.lead}</p>
      <div class="activity-filter">
        <SearchField
          label={activity.filter}
          query={query}
          onQuery={(next) => {
            setQuery(next);
            setLimit(ROWS);
          }}
        />
        <Select
          aria-label={activity.role}
          chosen={chosen ?? ''}
          choices={[
            ['', activity.allRoles],
            ...page.roles.map(({ id, name }) => [id, name] as const),
          ]}
          onChoose={(id) => {
            setChosen(id === '' ? null : id);
            setLimit(ROWS);
          }}
        />
        <div class="buttons">
          <p class="quiet" role="status">
            {found.length === 0
              ? page.nothing
              : activity.count({ found: found.length, all: entries.length })}
          </p>
          <span class="push" />
          {found.length > 0 &&
            (['csv', 'json'] as const).map((format) => (
              <button
                key={format}
                type="button"
                class="small"
                onClick={() => void exportAs(format)}
              >
                {activity.exportAs[format]}
              </button>
            ))}
        </div>
      </div>
      {page.days.map(({ key, title, rows }) => (
        <section key={key} class="group" aria-label={title}>
          <h2 class="group-title">{title}</h2>
          <ul class="checks">
            {rows.map((row) => (
              <Row key={row.key} row={row} />
            ))}
          </ul>
        </section>
      ))}
      {page.hasOlder && (
        <div class="buttons">
          <button type="button" onClick={() => setLimit(limit + ROWS)}>
            {activity.older}
          </button>
        </div>
      )}
    </SubPage>
  );
}

function Row({ row: { tone, name, text, time, iso, requestId } }: { readonly row: ActivityRow }) {
  const { words } = usePanel();
  return (
    <li class={`activity ${tone}`}>
      <span class="badge" aria-hidden="true">
        <Icon name={tone} />
      </span>
      <div class="activity-text">
        <p class="strong">{name}</p>
        <p class="activity-event">{text}</p>
      </div>
      <div class="activity-aside">
        <time dateTime={iso}>{time}</time>
        {requestId !== null && (
          <CopyButton
            text={requestId}
            label={requestId.slice(0, 8)}
            spoken={words.activity.copyRequestId(requestId)}
          />
        )}
      </div>
    </li>
  );
}
