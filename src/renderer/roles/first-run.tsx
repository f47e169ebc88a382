import { usePanel } from '../panel/panel-context.ts';

/** Before there is any role: what this is, and the one thing to do. */
export function FirstRun() {
  const { words, go } = usePanel();
  const { firstRun } = words.panel;
  const { importing } = words;
  return (
    <section class="first-run">
      <h2>{firstRun.title}</h2>
      <p class="lead">{firstRun.lead}</p>
      <ol class="steps">
        {firstRun.steps.map(({ title, detail }) => (
          <li key={title}>
            <p class="strong">{title}</p>
            <p class="quiet">{detail}</p>
          </li>
        ))}
      </ol>
      <button id="go-add" type="button" class="primary large" onClick={() => go({ view: 'new-role' })}>
        {firstRun.add}
      </button>
      <button id="go-import" type="button" onClick={() => go({ view: 'import' })}>
        {importing.open}
      </button>
      <p class="quiet">{firstRun.note}</p>
    </section>
  );
}
