import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Action, Route } from '../../core/contract/action.ts';
import type { Api } from '../../core/contract/api.ts';
import type { AppState } from '../../core/contract/app-state.ts';
import type { PanelBridge } from '../../core/contract/bridge.ts';
import type { Failure } from '../../core/failure.ts';
import type { Result } from '../../core/result.ts';
import type { Question } from '../../views/tray/menu-item.ts';
import type { FactFormat } from '../../views/words/fact-format.ts';
import type { Words } from '../../views/words/words.ts';

/** What every component of the panel can use. */
export interface PanelTools {
  readonly words: Words;
  readonly api: Api;
  readonly state: AppState;
  readonly surface: PanelBridge['surface'];
  /** True while a call takes long. */
  readonly isWorking: boolean;
  /** Epoch ms, STS's clock, at this render. */
  readonly now: number;
  readonly formatFor: (roleName: string | null) => FactFormat;
  readonly go: (route: Route) => void;
  readonly back: () => void;
  /**
   * Performs an action; if `click` is a question, only after the user confirms it. Resolves to
   * false if the action failed or the user did not confirm.
   */
  readonly click: (click: Action | Question) => Promise<boolean>;
  /** Expands a role's card and focuses it, as soon as the role is in the state. */
  readonly openCard: (roleId: string) => void;
  readonly clipboardRoles: PanelBridge['clipboardRoles'];
  readonly ask: (question: Question['ask']) => Promise<boolean>;
  readonly copy: (text: string) => Promise<boolean>;
  /** Saves a file. Resolves to false if the user cancels, or after a failure is shown. */
  readonly save: (name: string, text: string) => Promise<boolean>;
  readonly showNote: (note: Note) => void;
  /** Says in a toast that something worked. */
  readonly say: (title: string) => void;
  readonly showFailure: (failure: Failure, roleName: string | null) => void;
  /**
   * Returns the value of a result. If the result is a failure, shows the failure and returns null.
   */
  readonly valueOf: <T>(result: Result<T>, roleName: string | null) => T | null;
}

/**
 * The result of the user's last action, in a toast over the page. It stays until the user dismisses
 * it or another result replaces it, but a success without a next step disappears by itself.
 */
export interface Note {
  readonly tone: 'good' | 'warning' | 'bad';
  readonly title: string;
  readonly details: readonly string[];
  /** The next step, as a button. A click on it also hides the message. */
  readonly action?: { readonly label: string; readonly click: Action };
  /** Undoes the action that the message reports. */
  readonly undo?: () => void;
}

export const PanelContext = createContext<PanelTools | null>(null);

export function usePanel(): PanelTools {
  const tools = useContext(PanelContext);
  if (tools === null) throw new Error('outside the panel');
  return tools;
}
