/** Texts of the activity log. Names are safe to show; times and days are already formatted. */
export interface ActivityWords {
  readonly title: string;
  /** The link to the log. */
  readonly open: string;
  readonly lead: string;
  readonly none: string;
  /** A role of which no name is known. */
  readonly unnamed: string;
  readonly filter: string;
  readonly nothingFound: string;
  readonly role: string;
  readonly allRoles: string;
  readonly today: string;
  readonly yesterday: string;
  readonly until: (time: string) => string;
  /** How many of all entries are shown. */
  readonly count: (facts: { readonly found: number; readonly all: number }) => string;
  readonly older: string;
  readonly copyRequestId: (requestId: string) => string;
  readonly exportAs: Readonly<Record<'csv' | 'json', string>>;
  readonly exported: (count: number) => string;
}
