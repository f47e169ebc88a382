import { ROLE_KINDS, type RoleKind } from '../../core/roles/role-kinds.ts';
import { usePanel } from '../panel/panel-context.ts';
import { Field } from './field.tsx';
import { Select } from '../parts/select.tsx';

export interface KindChoiceProps {
  readonly formId: string;
  readonly kind: RoleKind;
  readonly onKind: (kind: RoleKind) => void;
}

/** Selects the kind of a new role. */
export function KindChoice({ formId, kind, onKind }: KindChoiceProps) {
  const { kinds } = usePanel().words;
  return (
    <Field id={`${formId}-kind`} label={kinds.label} hint={kinds.hints[kind]}>
      {(described) => (
        <Select
          {...described}
          chosen={kind}
          choices={ROLE_KINDS.map((one) => [one, capitalized(kinds.names[one])])}
          onChoose={onKind}
        />
      )}
    </Field>
  );
}

/** Needed because the names begin with a small letter. */
function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
