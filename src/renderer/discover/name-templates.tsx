import { useId, useState } from 'preact/hooks';
import { PLACEHOLDERS } from '../../core/discovery/name-template.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { ruleText } from '../../views/failure-text.ts';
import type { DiscoverChoices, DiscoverPlan } from '../../views/panel/discover-page.ts';
import { Field } from '../form/field.tsx';
import { usePanel } from '../panel/panel-context.ts';

/** Edits the templates for the names and the groups of new roles. */
export function NameTemplates({
  choices,
  plan: { failure, example },
  onChange,
}: {
  readonly choices: Pick<DiscoverChoices, 'template' | 'group'>;
  readonly plan: DiscoverPlan;
  readonly onChange: (changes: Partial<DiscoverChoices>) => void;
}) {
  const { words } = usePanel();
  const { page } = words.discovery;
  const [isOpened, setOpened] = useState(false);
  const id = useId();
  const field = (name: 'template' | 'group') => {
    const isBroken = failure?.kind === 'field-invalid' && failure.field === name;
    const error = isBroken
      ? words.panel.form.broken(page[name], ruleText(words, failure.rule))
      : undefined;
    return (
      <Field id={`${id}-${name}`} label={page[name]} error={error}>
        {(described) => (
          <input
            {...described}
            type="text"
            class="mono"
            value={choices[name]}
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            onInput={(event) => onChange({ [name]: event.currentTarget.value })}
          />
        )}
      </Field>
    );
  };
  const isOpen = isOpened || failure !== null;
  return (
    <details
      class="name-templates"
      open={isOpen}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary>{example === null ? page.names : page.namesLike(displaySafe(example.name))}</summary>
      <div class="side-by-side">
        {field('template')}
        {field('group')}
      </div>
      <p class="hint">{page.placeholders(PLACEHOLDERS)}.</p>
    </details>
  );
}
