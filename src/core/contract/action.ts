/** What a click, a remedy or a notice means, as data. Whoever shows it performs it with `app.perform`. */
export type Action =
  | { readonly kind: 'assume'; readonly roleId: string }
  | { readonly kind: 'take-over'; readonly roleId: string }
  | { readonly kind: 'refresh'; readonly roleId: string }
  | { readonly kind: 'release'; readonly roleId: string }
  | { readonly kind: 'sign-in'; readonly profile: string; readonly how: 'sso' | 'login' }
  | { readonly kind: 'restore'; readonly profile: string }
  | { readonly kind: 'show'; readonly route: Route }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'open'; readonly url: string };

/** A place in the panel; the terminal words each as a command. */
export type Route =
  | { readonly view: 'roles' }
  | { readonly view: 'role'; readonly roleId: string; readonly field?: string }
  | { readonly view: 'new-role' }
  /** Roles of the config file that may be added. */
  | { readonly view: 'import' }
  | { readonly view: 'access'; readonly roleId: string }
  | { readonly view: 'mfa'; readonly requestId: string }
  /** What a person who signs in needs to see. */
  | { readonly view: 'sign-in'; readonly requestId: string }
  /** What happened, of one role or of all. */
  | { readonly view: 'activity'; readonly roleId?: string }
  | { readonly view: 'doctor' }
  | { readonly view: 'settings'; readonly field?: string };
