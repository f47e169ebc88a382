import { ROLE_KINDS, type RoleKind } from '../../core/roles/role-kinds.ts';
import { usePanel } from '../panel/panel-context.ts';
import { Field } from './field.tsx';

export interface KindChoiceProps {
  readonly formId: string;
  readonly kind: RoleKind;
  readonly onKind: (kind: RoleKind) => void;
}

/** The kind of a new role. */
export function KindChoice({ formId, kind, onKind }: KindChoiceProps) {
  const { kinds } = usePanel().words;
  return (
    <Field id={`${formId}-kind`} label={kinds.label} hint={kinds.hints[kind]}>
      {(described) => (
        <select
          {...described}
          onChange={(event) => {
            const chosen = ROLE_KINDS.find((one) => one === event.currentTarget.value);
            if (chosen !== undefined) onKind(chosen);
          }}
        >
          {ROLE_KINDS.map((one) => (
            <option key={one} value={one} selected={one === kind}>
              {kinds.names[one]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
