import type { PageMemory } from '../../core/contract/page-memory.ts';
import { type FormDraft, parseStoredDraft, withoutSecrets } from '../../views/panel/form-draft.ts';

const KEY = 'rolekeeper-drafts';

/**
 * Unsaved input of the forms, by role ID or `new`. A reload of the page keeps a draft without the
 * values that look like secrets, and closing the window deletes it.
 */
export class Drafts {
  readonly #storage: PageMemory;
  readonly #drafts: Map<string, FormDraft>;

  constructor(storage: PageMemory) {
    this.#storage = storage;
    this.#drafts = storedDrafts(storage);
  }

  get(key: string): FormDraft | null {
    return this.#drafts.get(key) ?? null;
  }

  set(key: string, draft: FormDraft): void {
    this.#drafts.set(key, draft);
    this.#store();
  }

  delete(key: string): void {
    this.#drafts.delete(key);
    this.#store();
  }

  #store(): void {
    const entries = [...this.#drafts].map(([key, draft]) => [key, withoutSecrets(draft)]);
    try {
      this.#storage.setItem(KEY, JSON.stringify(Object.fromEntries(entries)));
    } catch {
      // If the storage is full or forbidden, drafts last only as long as the page.
    }
  }
}

function storedDrafts(storage: PageMemory): Map<string, FormDraft> {
  const drafts = new Map<string, FormDraft>();
  const stored = jsonIn(storage.getItem(KEY));
  if (typeof stored !== 'object' || stored === null) return drafts;
  for (const [key, given] of Object.entries(stored)) {
    const draft = parseStoredDraft(given);
    if (draft !== null) drafts.set(key, draft);
  }
  return drafts;
}

/** Returns null if the text is not JSON. */
function jsonIn(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
