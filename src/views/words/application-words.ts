import type { QuestionWords } from './tray-words.ts';

/** Texts of the desktop application outside tray, notices and panel. */
export interface ApplicationWords {
  readonly askStartAtLogin: QuestionWords & { readonly cancel: string };
}
