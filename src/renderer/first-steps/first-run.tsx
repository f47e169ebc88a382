import { useEffect, useState } from 'preact/hooks';
import { usePanel } from '../panel/panel-context.ts';
import { SourceIdentity } from './source-identity.tsx';

/**
 * Shown while there are no roles: the config file's roles, otherwise the three steps to the first
 * role.
 */
export function FirstRun() {
  const { words, api, go } = usePanel();
  const { firstRun } = words.panel;
  const { firstSteps, importing } = words;
  const [found, setFound] = useState(0);
  useEffect(() => {
    // The state already reports an unreadable file, so a failure only means no suggestions.
    void api.role.importable({}).then((result) => {
      if (result.ok)
        setFound(result.value.profiles.filter(({ obstacle }) => obstacle === null).length);
    });
  }, []);
  const [who, ...later] = firstRun.steps;
  return (
    <section class="first-run">
      <h2>{firstRun.title}</h2>
      <p class="lead">{firstRun.lead}</p>
      {found > 0 && (
        <div class="paste">
          <p class="strong">{firstSteps.found(found)}</p>
          <p class="quiet">{firstSteps.foundDetail}</p>
          <div class="buttons">
            <button
              id="go-import"
              type="button"
              class="primary large"
              onClick={() => go({ kind: 'import' })}
            >
              {importing.open}
            </button>
          </div>
        </div>
      )}
      <ol class="steps">
        {who !== undefined && (
          <li>
            <p class="strong">{who.title}</p>
            <div>
              <p class="quiet">{who.detail}</p>
              <SourceIdentity profile="default" />
            </div>
          </li>
        )}
        {later.map(({ title, detail }) => (
          <li key={title}>
            <p class="strong">{title}</p>
            <p class="quiet">{detail}</p>
          </li>
        ))}
      </ol>
      <div class="buttons">
        <button
          id="go-add"
          type="button"
          class={found > 0 ? 'large' : 'primary large'}
          onClick={() => go({ kind: 'new-role' })}
        >
          {firstRun.add}
        </button>
        {found === 0 && (
          <button id="go-import" type="button" class="large" onClick={() => go({ kind: 'import' })}>
            {importing.open}
          </button>
        )}
      </div>
      <p class="quiet">{firstRun.note}</p>
    </section>
  );
}
