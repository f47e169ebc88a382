import { ROLE_KINDS } from '../../core/roles/role-kinds.ts';
import { formOfKind, type FormValues } from '../../views/panel/role-form.ts';
import { usePanel } from '../panel/panel-context.ts';
import { Field } from './field.tsx';

export interface KindChoiceProps {
  readonly formId: string;
  readonly values: FormValues;
  readonly onChange: (values: FormValues) => void;
}

/** The kind of a new role. What both kinds have stays when it changes. */
export function KindChoice({ formId, values, onChange }: KindChoiceProps) {
  const { kinds } = usePanel().words;
  return (
    <Field id={`${formId}-kind`} label={kinds.label} hint={kinds.hints[values.kind]}>
      {(described) => (
        <select
          {...described}
          onChange={(event) => {
            const chosen = ROLE_KINDS.find((kind) => kind === event.currentTarget.value);
            if (chosen !== undefined) onChange(formOfKind(values, chosen));
          }}
        >
          {ROLE_KINDS.map((kind) => (
            <option key={kind} value={kind} selected={kind === values.kind}>
              {kinds.names[kind]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
