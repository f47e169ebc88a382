import { holdsSecret } from '../../core/roles/pasted/pasted-secret.ts';
import type { PageMemory } from '../../core/contract/page-memory.ts';
import { roleFieldNames } from '../../core/roles/role-fields.ts';
import { storedForm, type FormValues } from '../../views/panel/role-form.ts';

const KEY = 'rolekeeper-drafts';

/**
 * What was typed and not saved, by role id or `new`: it is there again when the form is, also after the page was loaded anew. It ends with the page's
 * session. What looks like a secret is not put away.
 */
export class Drafts {
  readonly #storage: PageMemory;
  readonly #drafts: Map<string, FormValues>;

  constructor(storage: PageMemory) {
    this.#storage = storage;
    this.#drafts = storedDrafts(storage);
  }

  get(key: string): FormValues | null {
    return this.#drafts.get(key) ?? null;
  }

  set(key: string, values: FormValues): void {
    this.#drafts.set(key, values);
    this.#store();
  }

  delete(key: string): void {
    this.#drafts.delete(key);
    this.#store();
  }

  #store(): void {
    const entries = [...this.#drafts].map(([key, values]) => [key, withoutSecrets(values)]);
    try {
      this.#storage.setItem(KEY, JSON.stringify(Object.fromEntries(entries)));
    } catch {
      // Full or forbidden: they live as long as the page then.
    }
  }
}

function storedDrafts(storage: PageMemory): Map<string, FormValues> {
  const drafts = new Map<string, FormValues>();
  try {
    const stored: unknown = JSON.parse(storage.getItem(KEY) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return drafts;
    for (const [key, values] of Object.entries(stored)) {
      const form = storedForm(values);
      if (form !== null) drafts.set(key, form);
    }
  } catch {
    // Nothing that we wrote.
  }
  return drafts;
}

function withoutSecrets(values: FormValues): FormValues {
  const kept = roleFieldNames.map((field) => [
    field,
    holdsSecret(values[field]) ? '' : values[field],
  ]);
  return storedForm(Object.fromEntries(kept)) ?? values;
}
