import type { OpenedFile } from './about.ts';

/** What a click, a remedy or a notice does, as data. `app.perform` performs it. */
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
  /** Opens one of the application's own files in the program that the system has for it. */
  | { readonly kind: 'open-file'; readonly file: OpenedFile }
  /** Opens the AWS console as this role, in the browser. Refreshes an expired session first. */
  | { readonly kind: 'open-console'; readonly roleId: string }
  /** Puts the lines that set the role's credentials in a shell on the clipboard, for a minute. */
  | { readonly kind: 'copy-environment'; readonly roleId: string };

/** A page of the panel. The terminal prints a command in its place. */
export type Route =
  /** `search`: with the focus in the search. */
  | { readonly kind: 'roles'; readonly search?: true }
  | { readonly kind: 'role'; readonly roleId: string; readonly field?: string }
  | { readonly kind: 'new-role' }
  /** Roles of the config file that can be imported. */
  | { readonly kind: 'import' }
  /** Roles made of what Identity Center lists. */
  | { readonly kind: 'discover' }
  | { readonly kind: 'access'; readonly roleId: string }
  | { readonly kind: 'mfa'; readonly mfaRequestId: string }
  /** The page and the code for a sign-in. */
  | { readonly kind: 'sign-in'; readonly signInId: string }
  /** The activity of one role, or of all. */
  | { readonly kind: 'activity'; readonly roleId?: string }
  | { readonly kind: 'doctor' }
  | { readonly kind: 'settings'; readonly field?: string };
