import { usePanel } from '../panel/panel-context.ts';
import { SubPage } from '../parts/sub-page.tsx';
import type { DiscoverMemory } from './discover-memory.ts';
import { ListingProgress } from './listing-progress.tsx';
import { ListedSets } from './listed-sets.tsx';
import { SignInChoice } from './sign-in-choice.tsx';
import { type ListingState, useListing } from './use-listing.ts';
import { useStartFocus } from './use-start-focus.ts';

/** The element that gets the focus in each state. */
const FOCUS: Readonly<Record<ListingState['state'], string | null>> = {
  choosing: null,
  listing: 'h1',
  listed: 'input[type="search"]',
};

/**
 * Lists the permission sets that the user has in IAM Identity Center, and adds the selected ones as
 * roles.
 */
export function DiscoverPage({ memory }: { readonly memory: DiscoverMemory }) {
  const { words } = usePanel();
  const { listing, last, start, cancel, replace, choose } = useListing(memory);
  useStartFocus(FOCUS[listing.state]);
  return (
    <SubPage title={words.discovery.open}>
      {listing.state === 'choosing' && (
        <SignInChoice failure={listing.failure} last={last} onStart={start} />
      )}
      {listing.state === 'listing' && <ListingProgress onCancel={cancel} />}
      {listing.state === 'listed' && (
        <ListedSets
          listed={listing.listed}
          memory={memory}
          onListing={replace}
          onAgain={() => void start(listing.listed.from)}
          onAnother={choose}
        />
      )}
    </SubPage>
  );
}
