import type { Action } from '../../core/contract/action.ts';
import type { FailureKind } from '../../core/failure.ts';

/** A failure in a few words after a role's name: "client-s3 — access denied". */
export type CauseWords = Readonly<Record<FailureKind, string>>;

/** The tray's menu and tooltip. Names are safe to show; times are already formatted. */
export interface TrayWords {
  readonly product: string;
  readonly open: string;
  readonly summary: {
    readonly allGood: (until: string) => string;
    readonly offline: (until: string) => string;
    readonly oneNeedsYou: (facts: { readonly name: string; readonly cause: string }) => string;
    readonly needYou: (count: number) => string;
    readonly codeNeeded: string;
    readonly codeNeededBy: (until: string) => string;
    readonly assuming: string;
    readonly retrying: string;
    readonly expired: string;
    readonly noneOn: string;
    readonly noRoles: string;
  };
  readonly roleLine: {
    readonly good: (name: string, until: string) => string;
    readonly retrying: (name: string, until: string) => string;
    readonly assuming: (name: string) => string;
    readonly expired: (name: string, since: string) => string;
    readonly refreshing: (name: string, since: string) => string;
    /** `until` is null if there is no valid session. */
    readonly needsYou: (facts: {
      readonly name: string;
      readonly cause: string;
      readonly until: string | null;
    }) => string;
  };
  /** Submenus, with their number of roles. */
  readonly needingYou: (count: number) => string;
  readonly switchedOn: (count: number) => string;
  readonly pinned: (count: number) => string;
  readonly recent: (count: number) => string;
  readonly otherRoles: (count: number) => string;
  /** The submenu of a group. */
  readonly group: (facts: { readonly name: string; readonly count: number }) => string;
  /** A group whose name cannot be shown. */
  readonly otherGroup: string;
  /** The submenu of all groups, if there are many. */
  readonly groups: (count: number) => string;
  readonly chunk: (first: string, last: string) => string;
  readonly roleActions: string;
  readonly refreshNow: string;
  readonly copyProfileName: string;
  readonly copyEnvironment: string;
  readonly openConsole: string;
  readonly release: string;
  readonly mfaRequest: (facts: {
    readonly sourceProfile: string;
    readonly device: string;
  }) => string;
  readonly settings: string;
  readonly quit: string;
  readonly cancel: string;
  readonly askRelease: (name: string) => QuestionWords;
}

export interface QuestionWords {
  readonly title: string;
  readonly detail: string;
  readonly confirm: string;
}

/** Desktop notifications. `names` are the roles with one cause, safe to show. */
export interface NoticeWords {
  readonly blocked: (facts: NoticeFacts) => NoticeText;
  readonly expiring: (facts: NoticeFacts & { readonly until: string }) => NoticeText;
  readonly expired: (facts: NoticeFacts) => NoticeText;
  /** `until` is the end of the current MFA session; null if a role is waiting. */
  readonly mfaNeeded: (facts: {
    readonly names: readonly string[];
    readonly sourceProfile: string;
    readonly until: string | null;
  }) => NoticeText;
  readonly recovered: (facts: {
    readonly names: readonly string[];
    readonly until: string;
  }) => NoticeText;
}

export interface NoticeFacts {
  readonly names: readonly string[];
  readonly cause: string;
  readonly action: Action;
}

export interface NoticeText {
  readonly title: string;
  readonly body: string;
}
