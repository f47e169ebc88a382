import type { RoleKey } from '../panel/list-keys.ts';

/** The panel's list beyond a role's own status. Names come safe to show, times as the surface words them. */
export interface ListWords {
  /** Headings beside those of what needs someone, is on, or off. */
  readonly pinned: string;
  readonly recent: string;
  readonly others: string;
  /** Said under the summary while the network is away. */
  readonly offline: string;
  readonly goesOn: string;
  readonly lastUsed: (time: string) => string;
  readonly group: string;

  readonly pin: string;
  readonly unpin: string;
  readonly isPinned: string;
  readonly nowPinned: (name: string) => string;
  readonly nowUnpinned: (name: string) => string;
  readonly copied: (profile: string) => string;

  readonly found: (count: number) => string;
  /** What Enter does with the first match: in a word beside it, and as a sentence. */
  readonly enter: Readonly<
    Record<'switchOn' | 'open', { readonly mark: string; readonly says: (name: string) => string }>
  >;
  readonly more: (count: number) => string;

  readonly keys: {
    readonly open: string;
    readonly title: string;
    readonly everywhere: string;
    readonly onRole: string;
    /** As they stand on the keys themselves. */
    readonly names: Readonly<Record<'enter' | 'escape', string>>;
    readonly does: Readonly<
      Record<'type' | 'takeFirst' | 'move' | 'clear' | 'show' | 'open' | RoleKey, string>
    >;
  };
}
