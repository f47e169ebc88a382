import type { OpenableFile } from './about.ts';

/** The action of a click, a remedy or a notice, as data. */
export type Action =
  | { readonly kind: 'assume'; readonly roleId: string }
  | { readonly kind: 'take-over'; readonly roleId: string }
  | { readonly kind: 'refresh'; readonly roleId: string }
  | { readonly kind: 'release'; readonly roleId: string }
  | { readonly kind: 'sign-in'; readonly profile: string; readonly how: 'sso' | 'login' }
  | { readonly kind: 'restore'; readonly profile: string }
  | { readonly kind: 'show'; readonly route: Route }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'open'; readonly url: string }
  /** Opens a file of `OPENABLE_FILES` in the system's default program. */
  | { readonly kind: 'open-file'; readonly file: OpenableFile }
  /**
   * Opens the AWS console in the browser, with this role's session. Refreshes an expired session
   * first.
   */
  | { readonly kind: 'open-console'; readonly roleId: string }
  /**
   * Copies shell commands that set the role's credentials. They are removed from the clipboard
   * after a minute.
   */
  | { readonly kind: 'copy-environment'; readonly roleId: string };

/** A page of the panel. */
export type Route =
  /** The list of roles. If `search` is true, the search field gets the focus. */
  | { readonly kind: 'roles'; readonly search?: true }
  | { readonly kind: 'role'; readonly roleId: string; readonly field?: string }
  | { readonly kind: 'new-role' }
  /** The list of roles that can be imported from the config file. */
  | { readonly kind: 'import' }
  /** The list of permission sets of Identity Center that can be added as roles. */
  | { readonly kind: 'discover' }
  | { readonly kind: 'access'; readonly roleId: string }
  | { readonly kind: 'mfa'; readonly mfaRequestId: string }
  /** The URL and the code of a sign-in. */
  | { readonly kind: 'sign-in'; readonly signInId: string }
  /** The activity of one role, or of all roles. */
  | { readonly kind: 'activity'; readonly roleId?: string }
  | { readonly kind: 'doctor' }
  | { readonly kind: 'settings'; readonly field?: string };
