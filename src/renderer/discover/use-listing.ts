import { useEffect, useState } from 'preact/hooks';
import type { SsoReference } from '../../core/aws-config/sign-in-session.ts';
import type { Discovery } from '../../core/contract/discovery-api.ts';
import type { Failure } from '../../core/failure.ts';
import type { Result } from '../../core/result.ts';
import { usePanel } from '../panel/panel-context.ts';
import { useIsUnmounted } from '../parts/use-is-unmounted.ts';
import { type DiscoverMemory, type Listing, newDiscoverMemory } from './discover-memory.ts';

export type ListingState =
  /** `failure` says which field of the sign-in breaks a rule; null if none does. */
  | { readonly state: 'choosing'; readonly failure: Failure | null }
  | { readonly state: 'listing' }
  | { readonly state: 'listed'; readonly listed: Listing };

export interface ListingTools {
  readonly listing: ListingState;
  /** The sign-in of the last call of `start`; null before the first call. */
  readonly last: SsoReference | null;
  readonly start: (from: SsoReference) => Promise<void>;
  /** Cancels the listing and all sign-ins. */
  readonly cancel: () => void;
  /**
   * Replaces the listing `old` by a newer one of the same sign-in, if the page still keeps `old`.
   */
  readonly replace: (old: Listing, discovery: Discovery) => void;
  /** Forgets the listing and its selection, and lets the user choose a sign-in. */
  readonly choose: () => void;
}

/**
 * Lists the permission sets of a sign-in, and signs in first if needed. Begins with the listing in
 * `memory`, if there is one.
 */
export function useListing(memory: DiscoverMemory): ListingTools {
  const { api, state: app, showFailure } = usePanel();
  const [listing, setListing] = useState<ListingState>(
    memory.listed === null
      ? { state: 'choosing', failure: null }
      : { state: 'listed', listed: memory.listed },
  );
  const show = (listed: Listing): void => {
    memory.listed = listed;
    setListing({ state: 'listed', listed });
  };
  const [last, setLast] = useState<SsoReference | null>(null);
  const isClosed = useIsUnmounted();
  useEffect(() => () => void api.discovery.cancel({}), []);

  const list = async (from: SsoReference): Promise<Result<Discovery | null>> => {
    const first = await api.discovery.list({ from });
    if (first.ok || first.failure.kind !== 'sign-in-needed' || isClosed()) return first;
    const signedIn = await api.discovery.signIn({ from, device: false });
    if (!signedIn.ok || isClosed()) return signedIn;
    return api.discovery.list({ from });
  };
  const start = async (from: SsoReference): Promise<void> => {
    setLast(from);
    setListing({ state: 'listing' });
    const result = await list(from);
    if (isClosed()) return;
    if (result.ok && result.value !== null) {
      show({ from, discovery: result.value, at: Date.now() });
      return;
    }
    const failure = result.ok ? null : result.failure;
    const isOfField = failure?.kind === 'field-invalid';
    if (memory.listed === null)
      setListing({ state: 'choosing', failure: isOfField ? failure : null });
    else show(memory.listed);
    const isCancelled = failure?.kind === 'sign-in-failed' && failure.why === 'cancelled';
    if (failure !== null && !isOfField && !isCancelled) showFailure(failure, null);
  };
  return {
    listing,
    last,
    start,
    cancel: () => {
      void api.discovery.cancel({});
      for (const { id } of app.signIns) void api.signIn.cancel({ signInId: id });
    },
    replace: (old, discovery) => {
      if (memory.listed !== old) return;
      const listed = { ...old, discovery };
      memory.listed = listed;
      // If a newer request for a listing is running, its progress stays on the page. If it fails,
      // `start` shows `memory.listed`.
      setListing((now) => (now.state === 'listed' ? { ...now, listed } : now));
    },
    choose: () => {
      Object.assign(memory, newDiscoverMemory());
      setListing({ state: 'choosing', failure: null });
    },
  };
}
