import type { Demand } from '../../core/roles/pasted/demand.ts';
import { holdsSecret } from '../../core/roles/pasted/pasted-secret.ts';
import type { PageMemory } from '../../core/contract/page-memory.ts';
import { roleFieldNames } from '../../core/roles/role-fields.ts';
import { storedDemands } from '../../views/panel/pasted-form.ts';
import { storedForm, type FormValues } from '../../views/panel/role-form.ts';

const KEY = 'rolekeeper-drafts';
const DEMANDS_KEY = 'rolekeeper-demands';

/**
 * What was typed and not saved, by role id or `new`, and what a pasted text demands. Both survive a
 * reload of the page and end with its window. What looks like a secret is not kept.
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

  /** What the text that was pasted for a new role demands. */
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
      // Full or forbidden: they live as long as the page then.
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

/** Null for what is no JSON: nothing that we wrote. */
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
  return storedForm(Object.fromEntries(kept)) ?? values;
}
