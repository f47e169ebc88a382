import { useEffect, useState } from 'preact/hooks';
import type { ImportableProfiles, ImportOutcome } from '../../core/contract/role-api.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { failureText } from '../../views/failure-text.ts';
import { importPage, type ImportLine } from '../../views/panel/import-page.ts';
import { useAssumeOffer } from '../first-steps/use-assume-offer.ts';
import { WaysToAdd } from '../first-steps/ways-to-add.tsx';
import { usePanel } from '../panel/panel-context.ts';
import { BreakableText } from '../parts/breakable-text.tsx';
import { withKeys } from '../parts/selection.ts';
import { SearchField } from '../parts/search-field.tsx';
import { SubPage } from '../parts/sub-page.tsx';

/** Lists the roles in the config file and adds the selected ones. */
export function ImportPage() {
  const { words, api, showNote, go, valueOf, showFailure, formatFor } = usePanel();
  const { importing, panel } = words;
  const [found, setFound] = useState<ImportableProfiles | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [withDevice, setWithDevice] = useState<ReadonlySet<string>>(new Set());
  const [query, setQuery] = useState('');
  const [isAdding, setAdding] = useState(false);
  const offerAssume = useAssumeOffer();
  const load = async (): Promise<void> => {
    setFound(
      valueOf(await api.role.importable({}), null) ?? { path: '', profiles: [], ignored: [] },
    );
  };
  useEffect(() => void load(), []);
  if (found === null)
    return <SubPage title={importing.title}>{<p class="quiet">{panel.loading}</p>}</SubPage>;

  const canAdd = found.profiles.some(({ obstacle }) => obstacle === null);
  const page = importPage(found.profiles, { words, formatFor, query });
  const shown = page.groups.find(({ group }) => group === 'new')?.lines ?? [];
  const areAllChosen = shown.length > 0 && shown.every(({ profile }) => chosen.has(profile));
  const choose = (profiles: readonly string[], isSelected: boolean): void =>
    setChosen(withKeys(chosen, profiles, isSelected));
  const finish = (outcomes: readonly ImportOutcome[]): void => {
    const failures = outcomes.flatMap(({ result }) => (result.ok ? [] : [result.failure]));
    const details = failures.map((failure) => failureText(words, failure, formatFor(null)).detail);
    if (failures.length > 0) {
      setChosen(new Set());
      void load();
      showNote({
        tone: 'bad',
        title: importing.notAdded(failures.length),
        details: [...new Set(details)],
      });
      return;
    }
    go({ kind: 'roles' });
    const added = outcomes.flatMap(({ result }) => (result.ok ? [result.value.role] : []));
    showNote({ tone: 'good', title: importing.added(added.length), ...offerAssume(added) });
  };
  const add = async (): Promise<void> => {
    const profiles = found.profiles
      .map(({ profile }) => profile)
      .filter((profile) => chosen.has(profile));
    setAdding(true);
    const result = await api.role.import({ profiles, withSourceMfa: [...withDevice] });
    setAdding(false);
    if (result.ok) finish(result.value);
    else showFailure(result.failure, null);
  };

  return (
    <SubPage title={importing.title}>
      <p class="lead">
        <BreakableText
          text={
            found.profiles.length === 0
              ? importing.none(displaySafe(found.path))
              : importing.lead(displaySafe(found.path))
          }
        />
      </p>
      {found.ignored.map(({ section, better }) => (
        <p key={section} class="warning-text">
          {importing.ignored(displaySafe(section), better === null ? null : displaySafe(better))}
        </p>
      ))}
      {page.isSearchable && (
        <SearchField label={importing.filter} query={query} onQuery={setQuery} />
      )}
      {page.groups.map(({ group, title, lines }) => (
        <section key={group} class="group" aria-labelledby={`import-${group}`}>
          <h2 id={`import-${group}`} class="group-title">
            {title}
          </h2>
          {group === 'new' && lines.length > 1 && (
            <label class="choice">
              <input
                type="checkbox"
                checked={areAllChosen}
                onChange={() =>
                  choose(
                    lines.map(({ profile }) => profile),
                    !areAllChosen,
                  )
                }
              />
              <span>{importing.all}</span>
            </label>
          )}
          <ul class="checks">
            {lines.map((line) => (
              <Line
                key={line.profile}
                line={line}
                isChosen={group === 'new' ? chosen.has(line.profile) : null}
                onChoose={(isSelected) => choose([line.profile], isSelected)}
                hasDevice={withDevice.has(line.profile)}
                onDevice={(isSelected) =>
                  setWithDevice(withKeys(withDevice, [line.profile], isSelected))
                }
              />
            ))}
          </ul>
        </section>
      ))}
      {!canAdd && (
        <section class="group" aria-labelledby="import-other-ways">
          <h2 id="import-other-ways" class="group-title">
            {importing.otherWays}
          </h2>
          <WaysToAdd ways={['discover', 'paste']} />
        </section>
      )}
      {canAdd && (
        <div class="buttons form-end">
          <button
            type="button"
            class="primary"
            disabled={isAdding || chosen.size === 0}
            onClick={() => void add()}
          >
            {isAdding ? importing.adding : importing.add(chosen.size)}
          </button>
          <button type="button" onClick={() => go({ kind: 'roles' })}>
            {panel.cancel}
          </button>
        </div>
      )}
    </SubPage>
  );
}

/** Shows one profile. `isChosen` is null if the profile cannot be selected. */
function Line({
  line,
  isChosen,
  onChoose,
  hasDevice,
  onDevice,
}: {
  readonly line: ImportLine;
  readonly isChosen: boolean | null;
  readonly onChoose: (isSelected: boolean) => void;
  readonly hasDevice: boolean;
  readonly onDevice: (isSelected: boolean) => void;
}) {
  const { words } = usePanel();
  return (
    <li class="check">
      {isChosen !== null && (
        <label class="tick">
          <input
            type="checkbox"
            aria-label={words.importing.choose(line.name)}
            checked={isChosen}
            onChange={(event) => onChoose(event.currentTarget.checked)}
          />
        </label>
      )}
      <div>
        <p class="strong">{line.name}</p>
        {line.what !== null && (
          <p class="mono quiet">
            <BreakableText text={line.what} />
          </p>
        )}
        {line.facts.map(([label, value]) => (
          <p key={label} class="quiet">
            {label}: <BreakableText text={value} />
          </p>
        ))}
        {line.notes.map((note) => (
          <p key={note} class="warning-text">
            <BreakableText text={note} />
          </p>
        ))}
        {isChosen === true && line.sourceDevice !== null && (
          <label class="choice">
            <input
              type="checkbox"
              checked={hasDevice}
              onChange={(event) => onDevice(event.currentTarget.checked)}
            />
            <span>{words.importing.useDevice(line.sourceDevice)}</span>
          </label>
        )}
      </div>
    </li>
  );
}
