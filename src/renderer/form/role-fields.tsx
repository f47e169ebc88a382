import { useState } from 'preact/hooks';
import type { FieldRule } from '../../core/field-rule.ts';
import { nameOrder } from '../../core/name-order.ts';
import type { SourceProfile } from '../../core/roles/sources/source-profiles.ts';
import { editedKeys, type RoleField, roleFields } from '../../core/roles/role-fields.ts';
import { whenMissing, type RoleKind } from '../../core/roles/role-kinds.ts';
import { fieldsIn, requiredFields } from '../../views/panel/form-sections.ts';
import type { FieldTexts } from '../../views/panel/form-draft.ts';
import type { FormValues } from '../../views/panel/role-form.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { ruleText } from '../../views/failure-text.ts';
import { usePanel } from '../panel/panel-context.ts';
import { Field } from './field.tsx';
import { KindChoice } from './kind-choice.tsx';
import { useSources } from './use-sources.ts';
import { LongValueInput } from './long-value-input.tsx';
import { Select } from '../parts/select.tsx';

const WITH_SUGGESTIONS: readonly RoleField[] = ['source-profile', 'group'];
/** Fields with several lines, which have one value per line or contain a document. */
const MULTILINE: readonly RoleField[] = editedKeys
  .filter((key) => ['tags', 'list', 'document'].includes(roleFields[key].form))
  .map((key) => roleFields[key].flag);
const MONO: readonly RoleField[] = ['role-arn', 'mfa-serial', 'policy', 'policy-arn'];
/** Fields with one value that can be longer than a line of the form. */
const WRAPPED: readonly RoleField[] = ['role-arn', 'mfa-serial', 'external-id', 'start-url'];
/** Fields without the label "optional": required, prefilled, or one of several alternatives. */
const NOT_OPTIONAL: readonly RoleField[] = [
  'source-profile',
  'duration',
  'mfa',
  'sso-session',
  'start-url',
  'sso-region',
];
/** Fields of the section "more" that a role has even if nobody chose a value. */
const PREFILLED: readonly RoleField[] = ['session-name', 'duration', 'mfa'];
/** The durations to choose from, in seconds. AWS allows 15 minutes to 12 hours. */
const DURATIONS = [900, 1800, 3600, 7200, 14_400, 28_800, 43_200];

/** A browser renders all suggestions at once, so their number is limited. */
const MAX_SUGGESTIONS = 300;

export interface RoleFieldsProps {
  readonly formId: string;
  readonly values: FormValues;
  readonly broken: Readonly<Partial<Record<RoleField, FieldRule>>>;
  /**
   * The fields that show errors: those that the user filled and left, and all fields after an
   * attempt to save or to test.
   */
  readonly touched: ReadonlySet<RoleField>;
  readonly focusedField: string | null;
  /** True if the role is new. The kind of an existing role cannot change. */
  readonly isNew: boolean;
  readonly onChange: (changes: FieldTexts) => void;
  readonly onKind: (kind: RoleKind) => void;
  readonly onTouched: (field: RoleField) => void;
}

export function RoleFields(props: RoleFieldsProps) {
  const { words, state } = usePanel();
  const { form } = words.panel;
  const { formId, values, focusedField, isNew } = props;
  const more = fieldsIn('more', values.kind);
  const parameters = fieldsIn('parameters', values.kind);
  const sources = useSources();
  // Sections with content are open at first. After that, only the user opens and closes them.
  const [openAtFirst] = useState({
    more: more.some(
      (field) => field === focusedField || (values[field] !== '' && !PREFILLED.includes(field)),
    ),
    parameters: parameters.some((field) => field === focusedField || values[field] !== ''),
  });
  // Without an MFA device, the field `mfa` would have no effect.
  const showsMfaMode = values['mfa-serial'].trim() !== '' || values.mfa !== 'session';
  const groups = new Set(
    state.roles.flatMap(({ role }) => (role.group === undefined ? [] : [role.group])),
  );
  const source = sources.find(({ profile }) => profile === values['source-profile'].trim());
  return (
    <>
      {isNew && <KindChoice {...props} kind={values.kind} />}
      {fieldsIn('first', values.kind).map((field) => (
        <RoleInput key={field} field={field} {...props} source={source} />
      ))}
      <datalist id={`${formId}-source-profile-known`}>
        {sources.slice(0, MAX_SUGGESTIONS).map(({ profile, credentialKind }) => (
          <option key={profile} value={profile}>
            {words.forming.credentialKinds[credentialKind]}
          </option>
        ))}
      </datalist>
      <Suggestions id={`${formId}-group-known`} texts={[...groups].toSorted(nameOrder())} />
      <details class="more" open={openAtFirst.more}>
        <summary>{form.more}</summary>
        {more
          .filter((field) => field !== 'mfa' || showsMfaMode)
          .map((field) => (
            <RoleInput key={field} field={field} {...props} />
          ))}
      </details>
      {parameters.length > 0 && (
        <details class="more" open={openAtFirst.parameters}>
          <summary>{form.parameters}</summary>
          {parameters.map((field) => (
            <RoleInput key={field} field={field} {...props} />
          ))}
        </details>
      )}
    </>
  );
}

function Suggestions({ id, texts }: { readonly id: string; readonly texts: readonly string[] }) {
  return (
    <datalist id={id}>
      {texts.map((text) => (
        <option key={text} value={text} />
      ))}
    </datalist>
  );
}

function RoleInput({
  field,
  formId,
  values,
  broken,
  touched,
  focusedField,
  source,
  onChange,
  onTouched,
}: RoleFieldsProps & { readonly field: RoleField; readonly source?: SourceProfile | undefined }) {
  const { words } = usePanel();
  const { form } = words.panel;
  const { sourceHint, credentialKinds } = words.forming;
  const isKnownSource = field === 'source-profile' && source !== undefined;
  const rule = touched.has(field) ? broken[field] : undefined;
  const label = form.labels[field];
  const isNeeded = NOT_OPTIONAL.includes(field) || requiredFields(values.kind).includes(field);
  const value = values[field];
  const focusMark = field === focusedField ? { 'data-start': '' } : {};
  const touch = (): void => {
    if (!touched.has(field)) onTouched(field);
  };
  const inputProps = {
    class: MONO.includes(field) ? 'mono' : undefined,
    value,
    spellcheck: false,
    autocomplete: 'off',
    autocapitalize: 'off',
    onInput: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ [field]: event.currentTarget.value }),
    onBlur: () => {
      if (value !== '') touch();
    },
  } as const;
  return (
    <Field
      id={`${formId}-${field}`}
      label={label}
      aside={isNeeded ? undefined : form.optional}
      hint={
        isKnownSource
          ? sourceHint({
              profile: displaySafe(source.profile),
              credentials: credentialKinds[source.credentialKind],
            })
          : form.hints[field]
      }
      error={rule === undefined ? undefined : form.broken(label, ruleText(words, rule))}
    >
      {(described) =>
        field === 'duration' ? (
          <Select
            {...described}
            {...focusMark}
            chosen={value}
            choices={[
              ...(whenMissing(values.kind, 'durationSeconds') === 'none'
                ? [['', words.kinds.lengthOfSetting] as const]
                : []),
              ...durationsWith(Number(value)).map(
                (seconds) => [String(seconds), form.durations(seconds)] as const,
              ),
            ]}
            onChoose={(duration) => {
              onChange({ duration });
              touch();
            }}
          />
        ) : field === 'mfa' ? (
          <Select
            {...described}
            {...focusMark}
            chosen={value}
            choices={(['session', 'each-time'] as const).map((mode) => [mode, form.mfaModes[mode]])}
            onChoose={(mfa) => onChange({ mfa })}
          />
        ) : MULTILINE.includes(field) ? (
          <textarea
            {...described}
            {...focusMark}
            {...inputProps}
            rows={field === 'policy' ? 6 : 2}
          />
        ) : WRAPPED.includes(field) ? (
          <LongValueInput {...described} {...focusMark} {...inputProps} required={isNeeded} />
        ) : (
          <input
            {...described}
            {...focusMark}
            {...inputProps}
            type="text"
            placeholder={field === 'profile' ? values.name : undefined}
            list={WITH_SUGGESTIONS.includes(field) ? `${formId}-${field}-known` : undefined}
            required={isNeeded}
          />
        )
      }
    </Field>
  );
}

/** Returns the durations to offer, including the role's own one. */
function durationsWith(present: number): readonly number[] {
  return DURATIONS.includes(present) || !(present > 0)
    ? DURATIONS
    : [...DURATIONS, present].sort((a, b) => a - b);
}
