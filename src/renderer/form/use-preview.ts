import { useEffect, useState } from 'preact/hooks';
import type { RoleWarning } from '../../core/roles/role-warning.ts';
import { draftOf, type FormValues } from '../../views/panel/role-form.ts';
import { usePanel } from '../panel/panel-context.ts';

/** A pause in typing. */
const QUIET_MS = 250;

/** What saving would warn of, among the user's files and other roles; null until it is known and while a field breaks its rule. */
export function usePreview(
  values: FormValues,
  { roleId, isSound }: { readonly roleId: string | null; readonly isSound: boolean },
): readonly RoleWarning[] | null {
  const { api } = usePanel();
  const [warnings, setWarnings] = useState<readonly RoleWarning[] | null>(null);
  useEffect(() => {
    if (!isSound) {
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
  }, [values, roleId, isSound]);
  return warnings;
}
