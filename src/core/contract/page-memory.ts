/**
 * Texts that survive a reload of the page, but not the end of its window. The page has no storage,
 * so they are stored in the window's name, which no other page can read.
 */
export interface PageMemory {
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
}

/** Texts that mean that there is nothing to remember. */
const EMPTY = ['', 'null', '{}', '[]'];

export function pageMemory(page: { name: string }): PageMemory {
  return {
    getItem: (key) => textsIn(page.name)[key] ?? null,
    setItem: (key, text) => {
      page.name = JSON.stringify({ ...textsIn(page.name), [key]: text });
    },
  };
}

/** Returns true if the page has texts to remember, such as a form that was not saved. */
export function hasUnsaved(page: { readonly name: string }): boolean {
  return Object.values(textsIn(page.name)).some((text) => !EMPTY.includes(text));
}

function textsIn(name: string): Readonly<Record<string, string>> {
  try {
    const texts: unknown = JSON.parse(name);
    if (typeof texts !== 'object' || texts === null) return {};
    const entries = Object.entries(texts);
    return Object.fromEntries(
      entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}
