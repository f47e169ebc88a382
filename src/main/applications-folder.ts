import { app, dialog, type BrowserWindow } from 'electron';
import type { AppState } from '../core/contract/app-state.ts';
import type { Hints } from './hints.ts';
import { platform } from './platform.ts';
import { languageOf } from './language.ts';
import type { WaitingQuestions } from './waiting-questions.ts';

export interface ApplicationsFolderDependencies {
  readonly hints: Pick<Hints, 'claim'>;
  readonly state: () => AppState;
  readonly questions: Pick<WaitingQuestions, 'add'>;
  readonly whileAsking: <T>(ask: (window: BrowserWindow) => Promise<T>) => Promise<T>;
}

/**
 * If macOS started the application from another folder, such as Downloads, asks once to move it to
 * the Applications folder.
 */
export function askToMove(dependencies: ApplicationsFolderDependencies): void {
  if (platform.system !== 'darwin' || !app.isPackaged || app.isInApplicationsFolder()) return;
  dependencies.questions.add(async () => {
    if (!dependencies.hints.claim('move-to-applications')) return;
    const { words } = languageOf(dependencies.state());
    const { title, detail, confirm, cancel } = words.application.askMoveToApplications;
    const { response } = await dependencies.whileAsking((window) =>
      dialog.showMessageBox(window, {
        type: 'question',
        message: title,
        detail,
        buttons: [confirm, cancel],
        defaultId: 0,
        cancelId: 1,
      }),
    );
    // Also quits this application and starts the moved one.
    if (response === 0) app.moveToApplicationsFolder();
  });
}
