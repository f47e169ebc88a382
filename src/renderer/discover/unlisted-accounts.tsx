import type { UnlistedAccount } from '../../core/discovery/assignment.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { failureText } from '../../views/failure-text.ts';
import { usePanel } from '../panel/panel-context.ts';

/** Shows the accounts that AWS did not list, and why it did not. */
export function UnlistedAccounts({ unlisted }: { readonly unlisted: readonly UnlistedAccount[] }) {
  const { words, formatFor } = usePanel();
  if (unlisted.length === 0) return null;
  return (
    <details class="unlisted">
      <summary class="warning-text">{words.discovery.page.unlisted(unlisted.length)}</summary>
      <ul>
        {unlisted.map(({ accountId, accountName, failure }) => (
          <li key={accountId} class="detail">
            {displaySafe(accountName === '' ? accountId : `${accountName} (${accountId})`)}:{' '}
            {failureText(words, failure, formatFor(null)).title}
          </li>
        ))}
      </ul>
    </details>
  );
}
