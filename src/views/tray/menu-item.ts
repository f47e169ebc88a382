import type { Action } from '../../core/contract/action.ts';

/** One entry of a menu, as data; whoever shows it makes its system's own items of it. Labels are safe to show, with `&` doubled. */
export type MenuItem =
  | { readonly kind: 'separator'; readonly id: string }
  | {
      readonly kind: 'line';
      readonly id: string;
      readonly label: string;
      readonly action: Click | null;
    }
  | {
      readonly kind: 'checkbox';
      readonly id: string;
      readonly label: string;
      readonly checked: boolean;
      readonly action: Click;
    }
  | {
      readonly kind: 'submenu';
      readonly id: string;
      readonly label: string;
      readonly items: readonly MenuItem[];
    };

/** What a click does: the core's action, the surface's own command, or a question first. A line whose action is null cannot be clicked. */
export type Click = Action | MenuCommand | Question;

/** What only the application can do. */
export type MenuCommand =
  | { readonly kind: 'open-panel' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'copy-environment'; readonly roleId: string }
  | { readonly kind: 'open-console'; readonly roleId: string };

/** To be answered before `then` is performed. */
export interface Question {
  readonly kind: 'question';
  readonly ask: {
    readonly title: string;
    readonly detail: string;
    readonly confirm: string;
    readonly cancel: string;
  };
  readonly then: Action;
}
