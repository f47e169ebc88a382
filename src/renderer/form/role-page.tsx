import { useId, useMemo, useState } from 'preact/hooks';
import type { RoleSaved } from '../../core/contract/role-api.ts';
import type { Result } from '../../core/result.ts';
import { type RoleField, roleFieldNames } from '../../core/roles/role-fields.ts';
import type { Role } from '../../core/roles/role.ts';
import { FIRST_KIND, type RoleKind } from '../../core/roles/role-kinds.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { warningText } from '../../views/failure-text.ts';
import {
  changesOf,
  checkForm,
  draftOf,
  duplicateOf,
  emptyForm,
  formOf,
} from '../../views/panel/role-form.ts';
import {
  type FormDraft,
  newDraft,
  valuesOf,
  withKind,
  withoutTyped,
  withPasted,
  withTyped,
} from '../../views/panel/form-draft.ts';
import { fieldsFromTop } from '../../views/panel/form-sections.ts';
import { type PastedAnyRole, textsOf } from '../../views/panel/pasted-form.ts';
import { usePanel } from '../panel/panel-context.ts';
import { FirstRoleSteps } from '../first-steps/first-role-steps.tsx';
import { BreakableText } from '../parts/breakable-text.tsx';
import { SubPage } from '../parts/sub-page.tsx';
import type { Drafts } from './drafts.ts';
import { PasteBox } from './paste-box.tsx';
import { RoleFields } from './role-fields.tsx';
import { RoleTestBox } from './role-test-box.tsx';
import { usePreviewWarnings } from './use-preview-warnings.ts';
import { useRemoval } from './use-removal.ts';
import { useRoleTest } from './use-role-test.ts';

export interface RolePageProps {
  /** Null for a new role. */
  readonly roleId: string | null;
  readonly drafts: Drafts;
  /** The field to focus, if a remedy opened the form. */
  readonly field: string | null;
}

/** The form that adds or changes a role. */
export function RolePage({ roleId, drafts, field }: RolePageProps) {
  const { words, state } = usePanel();
  const role = state.roles.find((view) => view.role.id === roleId)?.role ?? null;
  if (roleId !== null && role === null)
    return <SubPage title={words.panel.loading}>{null}</SubPage>;
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
  const { words, state, formatFor, api, ask, go, showNote, showFailure, openCard } = usePanel();
  const { form } = words.panel;
  const draftKey = role?.id ?? 'new';
  const roleId = role?.id ?? null;
  const [draft, setDraft] = useState<FormDraft>(
    () => drafts.get(draftKey) ?? newDraft(role === null ? emptyForm() : formOf(role)),
  );
  const values = useMemo(() => valuesOf(draft), [draft]);
  /** How often the user changed the kind. Each change empties the paste box. */
  const [kindChanges, setKindChanges] = useState(0);
  const [touched, setTouched] = useState<ReadonlySet<RoleField>>(new Set());
  const [isSaving, setSaving] = useState(false);
  const formId = useId();
  const others = state.roles.map((view) => view.role).filter(({ id }) => id !== roleId);
  const check = checkForm(values, others);
  const isFirst = role === null && others.length === 0;
  const isValid = Object.keys(check.broken).length === 0;
  const warnings = usePreviewWarnings(values, { roleId, isValid }) ?? check.warnings;
  const roleTest = useRoleTest(values, roleId);

  const change = (next: FormDraft): void => {
    setDraft(next);
    drafts.set(draftKey, next);
  };
  const paste = (found: PastedAnyRole): void => {
    const names = others.map(({ name }) => name);
    const { kind } = found;
    const demands = kind === FIRST_KIND ? found.demands : [];
    change(withPasted(draft, kind, { texts: textsOf(found, names), demands }));
  };
  const chooseKind = (kind: RoleKind): void => {
    change(withKind(draft, kind));
    setKindChanges(kindChanges + 1);
  };
  const leave = (): void => {
    drafts.delete(draftKey);
    go({ kind: 'roles' });
  };
  const remove = useRemoval(leave);
  const focusField = (one: RoleField): void => {
    const input = document.getElementById(`${formId}-${one}`);
    input?.closest('details')?.setAttribute('open', '');
    input?.focus();
  };
  /** Focuses the first field with an error. Returns true if no field has one. */
  const validate = (): boolean => {
    setTouched(new Set(roleFieldNames));
    const first = fieldsFromTop(values.kind).find((one) => check.broken[one] !== undefined);
    if (first !== undefined) focusField(first);
    return first === undefined;
  };
  const onSaved = (result: Result<RoleSaved>): void => {
    setSaving(false);
    if (!result.ok) {
      showFailure(result.failure, values.name);
      return;
    }
    leave();
    const { id, name } = result.value.role;
    const details = result.value.warnings.map((warning) =>
      warningText(words, warning, formatFor(name)),
    );
    const action = {
      label: words.firstSteps.assumeNow,
      click: { kind: 'assume', roleId: id },
    } as const;
    showNote({
      tone: details.length === 0 ? 'good' : 'warning',
      title: form.saved(displaySafe(name)),
      details: isFirst ? [words.firstSteps.lastStep, ...details] : details,
      ...(role === null ? { action } : {}),
    });
    openCard(id);
  };
  const submit = async (): Promise<void> => {
    if (!validate()) return;
    setSaving(true);
    onSaved(
      roleId === null
        ? await api.role.add({ role: draftOf(values) })
        : await api.role.set({ roleId, changes: changesOf(values) }),
    );
  };
  const duplicate = async (of: Role): Promise<void> => {
    const question = { ...words.forming.askReplace, cancel: words.panel.cancel };
    if (drafts.get('new') !== null && !(await ask(question))) return;
    drafts.set('new', newDraft(duplicateOf(of)));
    go({ kind: 'new-role' });
  };

  return (
    <SubPage title={role === null ? form.addTitle : form.editTitle(displaySafe(role.name))}>
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {isFirst && <FirstRoleSteps profile={values['source-profile']} />}
        {role === null && (
          <PasteBox
            key={kindChanges}
            draft={draft}
            onFound={paste}
            onField={focusField}
            onUsePasted={(one) => change(withoutTyped(draft, one))}
          />
        )}
        <RoleFields
          formId={formId}
          values={values}
          broken={check.broken}
          touched={touched}
          focusedField={field}
          isNew={role === null}
          onChange={(texts) => change(withTyped(draft, texts))}
          onKind={chooseKind}
          onTouched={(one) => setTouched(new Set([...touched, one]))}
        />
        <div class="form-warnings" role="status" aria-live="polite">
          {warnings.length > 0 && <p class="strong">{words.forming.beforeSaving}</p>}
          {warnings.map((warning) => (
            <p key={JSON.stringify(warning)} class="warning-text">
              <BreakableText text={warningText(words, warning, formatFor(values.name))} />
            </p>
          ))}
        </div>
      </form>
      <RoleTestBox {...roleTest} onField={focusField} />
      {role !== null && (
        <div class="buttons form-further">
          <button type="button" onClick={() => void duplicate(role)}>
            {words.forming.duplicate}
          </button>
          <button type="button" class="danger push" onClick={() => void remove(role)}>
            {form.remove}
          </button>
        </div>
      )}
      <div class="buttons form-end">
        <button type="submit" form={formId} class="primary" disabled={isSaving}>
          {isSaving ? form.saving : role === null ? form.saveNew : form.save}
        </button>
        <button
          type="button"
          disabled={roleTest.isRunning}
          onClick={() => {
            if (validate()) void roleTest.run(null);
          }}
        >
          {words.forming.test.run}
        </button>
        <button type="button" class="push" onClick={leave}>
          {words.panel.cancel}
        </button>
      </div>
    </SubPage>
  );
}
