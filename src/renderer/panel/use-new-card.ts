import { useEffect, useState } from 'preact/hooks';
import type { AppState } from '../../core/contract/app-state.ts';

/**
 * Returns a function that expands a role's card at once, and focuses the card when the role is in
 * the state.
 */
export function useNewCard(
  state: AppState | null,
  onOpened: (roleId: string) => void,
): (roleId: string) => void {
  const [awaited, setAwaited] = useState<string | null>(null);
  const isThere = awaited !== null && state?.roles.some(({ role }) => role.id === awaited) === true;
  useEffect(() => {
    if (!isThere) return;
    const title = document.getElementById(`role-${awaited}`);
    title?.focus();
    title?.closest('li')?.scrollIntoView({ block: 'nearest' });
    setAwaited(null);
  }, [isThere, awaited]);
  return (roleId) => {
    onOpened(roleId);
    setAwaited(roleId);
  };
}
