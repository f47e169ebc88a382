import { useEffect, useRef, useState } from 'preact/hooks';
import type { RoleTestResult } from '../../core/assuming/role-test/role-test-result.ts';
import { draftOf, type FormValues } from '../../views/panel/role-form.ts';
import { usePanel } from '../panel/panel-context.ts';

export interface FormTest {
  readonly result: RoleTestResult | null;
  readonly isRunning: boolean;
  readonly run: (code: string | null) => Promise<void>;
}

/** Tests the form's current values. The result of a test disappears when a value changes. */
export function useRoleTest(values: FormValues, roleId: string | null): FormTest {
  const { api, showFailure } = usePanel();
  const [result, setResult] = useState<RoleTestResult | null>(null);
  const [isRunning, setRunning] = useState(false);
  const present = useRef(values);
  present.current = values;
  useEffect(() => setResult(null), [values]);
  return {
    result,
    isRunning,
    run: async (code) => {
      setRunning(true);
      const tested = await api.role.test({ role: draftOf(values), roleId, code });
      setRunning(false);
      if (present.current !== values) return;
      if (tested.ok) setResult(tested.value);
      else showFailure(tested.failure, values.name);
    },
  };
}
