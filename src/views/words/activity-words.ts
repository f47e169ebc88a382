/** What is said of the activity log. Names come safe to show, times and days as the surface words them. */
export interface ActivityWords {
  readonly title: string;
  /** Leads there. */
  readonly open: string;
  readonly lead: string;
  readonly none: string;
  readonly filter: string;
  readonly nothingFound: string;
  readonly role: string;
  readonly allRoles: string;
  readonly today: string;
  readonly yesterday: string;
  readonly until: (time: string) => string;
  /** What is shown of how many there are. */
  readonly count: (facts: { readonly found: number; readonly all: number }) => string;
  readonly older: string;
  readonly copyRequestId: (requestId: string) => string;
  readonly exportAs: Readonly<Record<'csv' | 'json', string>>;
  readonly exported: (count: number) => string;
}
