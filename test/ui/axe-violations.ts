import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Returns only violations, because the passes of a page are megabytes and slow to transfer. */
const RUN = `axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}).then(({ violations }) => violations)`;

/** Returns what axe reports for WCAG 2.2 A and AA and its best practices. */
export async function violations(page: Page): Promise<readonly string[]> {
  // Through the debugger, because the page's policy blocks foreign scripts. Once per document.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source);
  const found = await page.evaluate<axe.Result[]>(RUN);
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html} ${any.map(({ message }) => message).join('; ')}`),
  );
}
