import type { Demand } from '../../core/roles/pasted/demand.ts';
import { holdsSecret } from '../../core/roles/pasted/pasted-secret.ts';
import type { PageMemory } from '../../core/contract/page-memory.ts';
import { roleFieldNames } from '../../core/roles/role-fields.ts';
import { storedDemands } from '../../views/panel/pasted-form.ts';
import { storedForm, type FormValues } from '../../views/panel/role-form.ts';

const KEY = 'rolekeeper-drafts';
const DEMANDS_KEY = 'rolekeeper-demands';

/**
 * Unsaved input by role ID or `new`, and the conditions of a pasted policy. Survives a reload, ends
 * with the window; values that look like secrets are not stored.
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

  /** The conditions in the policy pasted for a new role. */
  demands(): readonly Demand[] {
    return storedDemands(jsonIn(this.#storage.getItem(DEMANDS_KEY)));
  }

  setDemands(demands: readonly Demand[]): void {
    const kept = demands.filter((demand) => !holdsSecret(JSON.stringify(demand)));
    this.#put(DEMANDS_KEY, kept);
  }

  #store(): void {
    const entries = [...this.#drafts].map(([key, values]) => [key, withoutSecrets(values)]);
    this.#put(KEY, Object.fromEntries(entries));
  }

  #put(key: string, value: unknown): void {
    try {
      this.#storage.setItem(key, JSON.stringify(value));
    } catch {
      // If the storage is full or forbidden, drafts last only as long as the page.
    }
  }
}

function storedDrafts(storage: PageMemory): Map<string, FormValues> {
  const drafts = new Map<string, FormValues>();
  const stored = jsonIn(storage.getItem(KEY));
  if (typeof stored !== 'object' || stored === null) return drafts;
  for (const [key, values] of Object.entries(stored)) {
    const form = storedForm(values);
    if (form !== null) drafts.set(key, form);
  }
  return drafts;
}

/** Null if the text is not JSON. */
function jsonIn(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

function withoutSecrets(values: FormValues): FormValues {
  const kept = roleFieldNames.map((field) => [
    field,
    holdsSecret(values[field]) ? '' : values[field],
  ]);
  return storedForm({ kind: values.kind, ...Object.fromEntries(kept) }) ?? values;
}
