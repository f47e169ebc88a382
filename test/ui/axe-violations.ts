import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe reports for WCAG 2.2 A and AA and its best practices. */
export async function violations(page: Page): Promise<readonly string[]> {
  // Runs through the debugger, because the page's policy blocks foreign scripts.
  await page.evaluate(axe.source);
  const found: axe.AxeResults = await page.evaluate(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html} ${any.map(({ message }) => message).join('; ')}`),
  );
}
