import type { QuestionWords } from './tray-words.ts';

/** What the desktop application says beside its tray, notices and panel. */
export interface ApplicationWords {
  readonly askStartAtLogin: QuestionWords & { readonly cancel: string };
}
