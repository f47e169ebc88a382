/** What a click, a remedy or a notice means, as data. Whoever shows it performs it with `app.perform`. */
export type Action =
  | { readonly do: 'assume'; readonly roleId: string }
  | { readonly do: 'take-over'; readonly roleId: string }
  | { readonly do: 'refresh'; readonly roleId: string }
  | { readonly do: 'release'; readonly roleId: string }
  | { readonly do: 'sign-in'; readonly profile: string; readonly how: 'sso' | 'login' }
  | { readonly do: 'restore'; readonly profile: string }
  | { readonly show: Route }
  | { readonly copy: string }
  | { readonly open: string };

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
