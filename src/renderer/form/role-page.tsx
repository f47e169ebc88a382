import { useId, useState } from 'preact/hooks';
import type { RoleSaved } from '../../core/api.ts';
import type { Result } from '../../core/result.ts';
import type { RoleField } from '../../core/roles/role-rules.ts';
import type { Role } from '../../core/roles/role.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { warningText } from '../../views/failure-text.ts';
import {
  changesOf,
  checkForm,
  draftOf,
  emptyForm,
  formOf,
  ROLE_FIELDS,
  type FormValues,
} from '../../views/panel/role-form.ts';
import { usePanel } from '../panel/panel-context.ts';
import { FirstProgress } from '../first-steps/first-progress.tsx';
import { SubPage } from '../parts/sub-page.tsx';
import { PasteBox } from './paste-box.tsx';
import { RoleFields } from './role-fields.tsx';

/** What was typed and not saved, by role id or `new`: it is there again when the form is. */
export type Drafts = Map<string, FormValues>;

export interface RolePageProps {
  /** Null for a new role. */
  readonly roleId: string | null;
  readonly drafts: Drafts;
  /** The field to begin at: what a remedy points to. */
  readonly field: string | null;
}

/** The form that adds a role or changes one. */
export function RolePage({ roleId, drafts, field }: RolePageProps) {
  const { words, state } = usePanel();
  const role = state.roles.find((view) => view.role.id === roleId)?.role ?? null;
  if (roleId !== null && role === null) return <SubPage title={words.panel.loading}>{null}</SubPage>;
  return <RoleForm role={role} drafts={drafts} field={field} />;
}

function RoleForm({
  role,
  drafts,
  field,
}: {
  readonly role: Role | null;
  readonly drafts: Drafts;
  readonly field: string | null;
}) {
  const { words, state, voiceFor, api, ask, go, tell, tellFailure } = usePanel();
  const { form } = words.panel;
  const draftKey = role?.id ?? 'new';
  const [values, setValues] = useState<FormValues>(
    () => drafts.get(draftKey) ?? (role === null ? emptyForm() : formOf(role)),
  );
  const [touched, setTouched] = useState<ReadonlySet<RoleField>>(new Set());
  const [isSaving, setSaving] = useState(false);
  const formId = useId();
  const others = state.roles.map((view) => view.role).filter(({ id }) => id !== role?.id);
  const check = checkForm(values, others);
  const isFirst = role === null && others.length === 0;

  const change = (changes: Partial<FormValues>): void => {
    const next = { ...values, ...changes };
    setValues(next);
    drafts.set(draftKey, next);
  };
  const leave = (): void => {
    drafts.delete(draftKey);
    go({ view: 'roles' });
  };
  const saved = (result: Result<RoleSaved>): void => {
    setSaving(false);
    if (!result.ok) {
      tellFailure(result.failure, values.name);
      return;
    }
    leave();
    const { name } = result.value.role;
    const details = result.value.warnings.map((warning) => warningText(words, warning, voiceFor(name)));
    const action = { label: words.firstSteps.tryIt, click: { do: 'assume', roleId: result.value.role.id } } as const;
    tell({
      tone: details.length === 0 ? 'good' : 'warning',
      title: form.saved(displaySafe(name)),
      details: isFirst ? [words.firstSteps.tryItDetail, ...details] : details,
      ...(role === null ? { action } : {}),
    });
  };
  const submit = async (): Promise<void> => {
    setTouched(new Set(ROLE_FIELDS));
    const first = ROLE_FIELDS.find((one) => check.broken[one] !== undefined);
    if (first !== undefined) {
      const input = document.getElementById(`${formId}-${first}`);
      input?.closest('details')?.setAttribute('open', '');
      input?.focus();
      return;
    }
    setSaving(true);
    saved(
      role === null
        ? await api.role.add({ role: draftOf(values) })
        : await api.role.set({ roleId: role.id, changes: changesOf(values) }),
    );
  };
  const remove = async (): Promise<void> => {
    if (role === null) return;
    const question = { ...form.askRemove(displaySafe(role.name)), cancel: words.panel.cancel };
    if (!(await ask(question))) return;
    const result = await api.role.remove({ roleId: role.id });
    if (!result.ok) {
      tellFailure(result.failure, role.name);
      return;
    }
    leave();
    tell({ tone: 'good', title: form.removed(displaySafe(role.name)), details: [] });
  };

  return (
    <SubPage title={role === null ? form.addTitle : form.editTitle(displaySafe(role.name))}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {isFirst && <FirstProgress profile={values['source-profile']} />}
        {role === null && <PasteBox values={values} taken={others.map(({ name }) => name)} onFound={change} />}
        <RoleFields
          formId={formId}
          values={values}
          broken={check.broken}
          touched={touched}
          start={field}
          onChange={change}
          onTouched={(one) => setTouched(new Set([...touched, one]))}
        />
        {check.warnings.map((warning) => (
          <p key={warning.kind} class="warning-text">
            {warningText(words, warning, voiceFor(values.name))}
          </p>
        ))}
        <div class="buttons form-end">
          <button type="submit" class="primary" disabled={isSaving}>
            {isSaving ? form.saving : role === null ? form.saveNew : form.save}
          </button>
          <button type="button" onClick={leave}>
            {words.panel.cancel}
          </button>
          {role !== null && (
            <button type="button" class="danger push" onClick={() => void remove()}>
              {form.remove}
            </button>
          )}
        </div>
      </form>
    </SubPage>
  );
}
