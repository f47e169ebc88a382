import type { Page } from 'playwright-core';

/** Presses Tab until the name of the focused element starts with `name`. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await nameOfFocus(page);
    if (focused.startsWith(name)) return;
    seen.push(focused);
  }
  throw new Error(`Tab did not reach ${name}: ${seen.join(', ')}`);
}

export function nameOfFocus(page: Page): Promise<string> {
  return page.evaluate(
    "(({ activeElement: e }) => e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent ?? '')(document)",
  );
}
