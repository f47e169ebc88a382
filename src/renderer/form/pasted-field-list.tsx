import { useId } from 'preact/hooks';
import type { RoleField } from '../../core/roles/role-fields.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { type FormDraft, pastedFields } from '../../views/panel/form-draft.ts';
import { usePanel } from '../panel/panel-context.ts';
import { BreakableText } from '../parts/breakable-text.tsx';

export interface PastedFieldListProps {
  readonly draft: FormDraft;
  readonly onField: (field: RoleField) => void;
  /** Replaces the typed text of a field by the pasted one. */
  readonly onUsePasted: (field: RoleField) => void;
}

/** Lists what the last paste filled, and the typed texts that it did not replace. */
export function PastedFieldList({ draft, onField, onUsePasted }: PastedFieldListProps) {
  const { words } = usePanel();
  const id = useId();
  const { labels } = words.panel.form;
  const { paste } = words.forming;
  const fields = pastedFields(draft);
  const filled = fields.filter(({ typed }) => typed === null);
  return (
    <>
      {filled.length > 0 && (
        <div class="pasted-fields">
          <span id={`${id}-filled`}>{paste.filled}</span>
          <ul aria-labelledby={`${id}-filled`}>
            {filled.map(({ field }) => (
              <li key={field}>
                <button type="button" class="small" onClick={() => onField(field)}>
                  {labels[field]}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {fields.map(({ field, pasted, typed }) =>
        typed === null ? null : (
          <div key={field} class="pasted-kept">
            <p>
              <BreakableText
                text={paste.kept({
                  label: labels[field],
                  typed: displaySafe(typed),
                  pasted: displaySafe(pasted),
                })}
              />
            </p>
            <button type="button" class="small" onClick={() => onUsePasted(field)}>
              {paste.usePasted(labels[field])}
            </button>
          </div>
        ),
      )}
    </>
  );
}
