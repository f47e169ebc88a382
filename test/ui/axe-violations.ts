import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Asks only for violations, because the result for a page otherwise has megabytes. */
const RUN = `axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}).then(({ violations }) => violations)`;

/** Returns what axe reports for WCAG 2.2 A and AA and its best practices. */
export async function violations(page: Page): Promise<readonly string[]> {
  // Loads axe once per document, through the debugger, because the page's policy blocks foreign
  // scripts.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source);
  const found = await page.evaluate<axe.Result[]>(RUN);
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html} ${any.map(({ message }) => message).join('; ')}`),
  );
}
