import { usePanel } from '../panel/panel-context.ts';
import { SubPage } from '../parts/sub-page.tsx';
import { ListingProgress } from './listing-progress.tsx';
import { ListedSets } from './listed-sets.tsx';
import { SignInChoice } from './sign-in-choice.tsx';
import { type ListingState, useListing } from './use-listing.ts';
import { useStartFocus } from './use-start-focus.ts';

const FOCUS: Readonly<Record<ListingState['stage'], string | null>> = {
  choosing: null,
  listing: 'h1',
  listed: 'input[type="search"]',
};

/** Lists what a person has in IAM Identity Center, and adds the selected roles. */
export function DiscoverPage() {
  const { words } = usePanel();
  const { state, last, start, cancel, change, choose } = useListing();
  useStartFocus(FOCUS[state.stage]);
  return (
    <SubPage title={words.discovery.open}>
      {state.stage === 'choosing' && (
        <SignInChoice failure={state.failure} last={last} onStart={start} />
      )}
      {state.stage === 'listing' && <ListingProgress onCancel={cancel} />}
      {state.stage === 'listed' && (
        <ListedSets listed={state.listed} onChange={change} onAnother={choose} />
      )}
    </SubPage>
  );
}
