import { useEffect, useRef, useState } from 'preact/hooks';
import type { RoleTrial } from '../../core/assuming/trial/role-trial.ts';
import { draftOf, type FormValues } from '../../views/panel/role-form.ts';
import { usePanel } from '../panel/panel-context.ts';

export interface TrialInForm {
  readonly trial: RoleTrial | null;
  readonly isRunning: boolean;
  readonly run: (code: string | null) => Promise<void>;
}

/** Tests the form's current values. Its result disappears when a value changes. */
export function useTrial(values: FormValues, roleId: string | null): TrialInForm {
  const { api, showFailure } = usePanel();
  const [trial, setTrial] = useState<RoleTrial | null>(null);
  const [isRunning, setRunning] = useState(false);
  const present = useRef(values);
  present.current = values;
  useEffect(() => setTrial(null), [values]);
  return {
    trial,
    isRunning,
    run: async (code) => {
      setRunning(true);
      const result = await api.role.test({ role: draftOf(values), roleId, code });
      setRunning(false);
      if (present.current !== values) return;
      if (result.ok) setTrial(result.value);
      else showFailure(result.failure, values.name);
    },
  };
}
