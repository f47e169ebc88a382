import type { SsoReference } from '../../core/aws-config/sign-in-session.ts';
import type { Discovery } from '../../core/contract/discovery-api.ts';
import { GROUP_TEMPLATE, NAME_TEMPLATE } from '../../core/discovery/name-template.ts';
import type { DiscoverChoices } from '../../views/panel/discover-page.ts';

/** How many accounts are rendered at first, and added at each step. */
export const ACCOUNTS_AT_ONCE = 30;

/** What Identity Center listed for a sign-in. */
export interface Listing {
  readonly from: SsoReference;
  readonly discovery: Discovery;
  /** When it was listed, in epoch ms. */
  readonly at: number;
}

/** What the page keeps while another page is shown: the last listing, and the selection in it. */
export interface DiscoverMemory {
  listed: Listing | null;
  choices: DiscoverChoices;
}

const NOTHING_CHOSEN: DiscoverChoices = {
  chosen: new Set(),
  template: NAME_TEMPLATE,
  group: GROUP_TEMPLATE,
  typed: new Map(),
  query: '',
  show: 'all',
  opened: new Map(),
  limit: ACCOUNTS_AT_ONCE,
};

export function newDiscoverMemory(): DiscoverMemory {
  return { listed: null, choices: NOTHING_CHOSEN };
}
