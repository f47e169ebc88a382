import { useEffect, useState } from 'preact/hooks';
import type { RoleWarning } from '../../core/roles/role-warning.ts';
import { draftOf, type FormValues } from '../../views/panel/role-form.ts';
import { usePanel } from '../panel/panel-context.ts';

/** Ms without typing before the preview runs. */
const QUIET_MS = 250;

/**
 * Returns the warnings that the role would have after saving, including those about the user's
 * files and other roles. Null until they are known, and while a field has an error.
 */
export function usePreviewWarnings(
  values: FormValues,
  { roleId, isValid }: { readonly roleId: string | null; readonly isValid: boolean },
): readonly RoleWarning[] | null {
  const { api } = usePanel();
  const [warnings, setWarnings] = useState<readonly RoleWarning[] | null>(null);
  useEffect(() => {
    if (!isValid) {
      setWarnings(null);
      return;
    }
    let isWanted = true;
    const timer = setTimeout(() => {
      void api.role.preview({ role: draftOf(values), roleId }).then((result) => {
        if (isWanted) setWarnings(result.ok ? result.value.warnings : null);
      });
    }, QUIET_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [values, roleId, isValid]);
  return warnings;
}
