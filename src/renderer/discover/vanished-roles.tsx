import type { SsoReference } from '../../core/aws-config/sign-in-session.ts';
import type { Discovery } from '../../core/contract/discovery-api.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { failureText } from '../../views/failure-text.ts';
import { vanishedLines } from '../../views/panel/discover-page.ts';
import { vanishedRoleIds } from '../../views/panel/discovered-roles.ts';
import { usePanel } from '../panel/panel-context.ts';

/** The list is open at first if it has at most this many lines. */
const MAX_OPEN_LINES = 3;

/**
 * Shows the permission sets that Identity Center does not list any more. Removes their roles if the
 * user asks for it.
 */
export function VanishedRoles({
  from,
  discovery,
  onListing,
}: {
  readonly from: SsoReference;
  readonly discovery: Discovery;
  /** Called with the newer listing that AWS returns just before roles are removed. */
  readonly onListing: (discovery: Discovery) => void;
}) {
  const { words, api, state, ask, showNote, valueOf, formatFor } = usePanel();
  const { page, removed } = words.discovery;
  const lines = vanishedLines(discovery);
  if (lines.length === 0) return null;
  const ids = lines.flatMap(({ role }) => (role === null ? [] : [role.id]));

  const remove = async (requested: readonly string[]): Promise<void> => {
    const question = { ...page.askRemove(requested.length), cancel: words.panel.cancel };
    if (!(await ask(question))) return;
    // Asks AWS again, because the listing can be old. Keeps a role whose permission set is listed
    // again.
    const now = valueOf(await api.discovery.list({ from }), null);
    if (now === null) return;
    onListing(now);
    const vanished = vanishedRoleIds(now);
    const roleIds = requested.filter((id) => vanished.has(id));
    const outcomes = valueOf(await api.discovery.remove({ roleIds }), null) ?? [];
    const done = outcomes.filter(({ result }) => result.ok).map(({ roleId }) => roleId);
    const listedAgain = requested.filter((id) => !vanished.has(id));
    const details = outcomes.flatMap(({ roleId, result }) => {
      if (result.ok) return [];
      const name = state.roles.find(({ role }) => role.id === roleId)?.role.name ?? null;
      const { title } = failureText(words, result.failure, formatFor(name));
      return [name === null ? title : `${displaySafe(name)}: ${title}`];
    });
    if (details.length > 0) {
      showNote({ tone: 'bad', title: page.notRemoved(details.length), details });
      return;
    }
    if (listedAgain.length > 0) {
      showNote({ tone: 'warning', title: page.listedAgain(listedAgain.length), details: [] });
      return;
    }
    if (done.length > 0) showNote({ tone: 'good', title: removed(done.length), details: [] });
  };

  return (
    <details class="unlisted" open={lines.length <= MAX_OPEN_LINES}>
      <summary class="warning-text">
        {page.vanishedTitle({ roles: ids.length, others: lines.length - ids.length })}
      </summary>
      <p class="quiet">{page.vanishedLead}</p>
      <ul class="checks" aria-label={words.discovery.states.vanished}>
        {lines.map(({ account, permissionSet, role }) => (
          <li key={`${account} ${permissionSet}`} class="check vanished">
            <div>
              <p>{page.one({ permissionSet, account })}</p>
              {role !== null && <p class="quiet">{page.roleOf(role.name)}</p>}
            </div>
            {role !== null && (
              <button
                type="button"
                class="small danger push"
                aria-label={page.removeOf(role.name)}
                onClick={() => void remove([role.id])}
              >
                {page.remove}
              </button>
            )}
          </li>
        ))}
      </ul>
      {ids.length > 1 && (
        <button type="button" class="danger" onClick={() => void remove(ids)}>
          {page.removeAll(ids.length)}
        </button>
      )}
    </details>
  );
}
