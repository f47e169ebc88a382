import type { Action } from '../../core/contract/action.ts';

/**
 * A menu entry as data, independent of the system's menus. Labels are safe to show, with `&`
 * doubled.
 */
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

/**
 * What a click does: an action of the core, a command of the application, or a question first. A
 * null action disables the line.
 */
export type Click = Action | MenuCommand | Question;

/** Commands that only the application can perform. */
export type MenuCommand = { readonly kind: 'open-panel' } | { readonly kind: 'quit' };

/** `then` runs after the user confirms. */
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
