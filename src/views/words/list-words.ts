import type { RoleKey } from '../panel/list-keys.ts';

/**
 * Texts of the panel's list, except a role's status. Names are safe to show; times are already
 * formatted.
 */
export interface ListWords {
  /** Headings besides "needs attention", "on" and "off". */
  readonly pinned: string;
  readonly recent: string;
  readonly others: string;
  /** Shown under the summary while the network is down. */
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
  /** What Enter does with the first match: a label beside it, and a sentence. */
  readonly enter: Readonly<
    Record<'switchOn' | 'open', { readonly mark: string; readonly says: (name: string) => string }>
  >;
  readonly more: (count: number) => string;

  readonly keys: {
    readonly open: string;
    readonly title: string;
    readonly everywhere: string;
    readonly onRole: string;
    /** The labels on the keys. */
    readonly names: Readonly<Record<'enter' | 'escape', string>>;
    readonly does: Readonly<
      Record<'type' | 'takeFirst' | 'move' | 'clear' | 'show' | 'open' | RoleKey, string>
    >;
  };
}
