import { roleFieldNames } from '../../core/roles/role-fields.ts';
import type { TimeTexts } from '../../views/time-texts.ts';
import type { FactFormat } from '../../views/words/fact-format.ts';
import type { Words } from '../../views/words/words.ts';

/** Returns how the panel names a role's fields and formats times, in the user's locale. */
export function panelFormat(
  words: Words,
  times: TimeTexts,
  now: number,
  roleName: string | null,
): FactFormat {
  return {
    roleName,
    field: (name) => {
      const field = roleFieldNames.find((one) => one === name);
      return field === undefined ? name : words.panel.form.labels[field];
    },
    time: (at) => times.time(at, now),
    moment: times.moment,
  };
}
