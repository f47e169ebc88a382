import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Action, Route } from '../../core/contract/action.ts';
import type { Api } from '../../core/contract/api.ts';
import type { AppState } from '../../core/contract/app-state.ts';
import type { PanelBridge } from '../../core/contract/bridge.ts';
import type { Failure } from '../../core/failure.ts';
import type { Result } from '../../core/result.ts';
import type { Question } from '../../views/tray/menu-item.ts';
import type { FailureVoice, Words } from '../../views/words/words.ts';

/** What every part of the panel has at hand. */
export interface PanelTools {
  readonly words: Words;
  readonly api: Api;
  readonly state: AppState;
  readonly surface: PanelBridge['surface'];
  /** Epoch ms on the corrected clock, as of this drawing. */
  readonly now: number;
  readonly voiceFor: (roleName: string | null) => FailureVoice;
  readonly go: (route: Route) => void;
  readonly back: () => void;
  /** Does what a click means, after its question where it has one. Resolves to false where it failed or was not confirmed. */
  readonly click: (click: Action | Question) => Promise<boolean>;
  /** Opens a role's entry in the list and leads the keyboard there, once it is in the state. */
  readonly openCard: (roleId: string) => void;
  readonly clipboardRoles: PanelBridge['clipboardRoles'];
  readonly ask: (question: Question['ask']) => Promise<boolean>;
  readonly copy: (text: string) => Promise<boolean>;
  /** Gives the person a file. False where they want it nowhere, or after a failure was told. */
  readonly save: (name: string, text: string) => Promise<boolean>;
  readonly tell: (note: Note) => void;
  readonly tellFailure: (failure: Failure, roleName: string | null) => void;
  /** The value, or null after its failure was told. */
  readonly valueOf: <T>(result: Result<T>, roleName: string | null) => T | null;
}

/** Said once at the head of the page, until it is dismissed or something else is said. */
export interface Note {
  readonly tone: 'good' | 'warning' | 'bad';
  readonly title: string;
  readonly details: readonly string[];
  /** What to do next; the note goes when it is done. */
  readonly action?: { readonly label: string; readonly click: Action };
  /** Takes back what the note tells of. */
  readonly undo?: () => void;
}

export const PanelContext = createContext<PanelTools | null>(null);

export function usePanel(): PanelTools {
  const tools = useContext(PanelContext);
  if (tools === null) throw new Error('outside the panel');
  return tools;
}
