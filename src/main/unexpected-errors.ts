import { Notification } from 'electron';
import { join } from 'node:path';
import type { Log } from '../core/ports/log.ts';
import type { Home } from '../node/home.ts';
import { createFileLog, logName } from '../node/log/log.ts';
import type { Words } from '../views/words/words.ts';
import { languageOf } from './language.ts';

/**
 * Logs errors that are bugs, with redacted secrets. Shows the user one notice, for the first error
 * that no other code caught.
 */
export class UnexpectedErrors {
  readonly log: Log;
  readonly #logFile: string;
  /**
   * The reference is kept, because a click on a notification has no effect after the garbage
   * collector removed it.
   */
  #notice: Notification | null = null;

  constructor({ logsFolder, locksFolder }: Home) {
    this.log = createFileLog({ logsFolder, locksFolder, now: () => Date.now(), pid: process.pid });
    this.#logFile = join(logsFolder, logName);
  }

  /**
   * Handles errors that no other code caught. Electron would otherwise show its own dialog, which
   * freezes the application until the user closes it.
   */
  watch(): void {
    process.on('uncaughtException', (error) => this.#report('uncaught exception', error));
    process.on('unhandledRejection', (error) => this.#report('unhandled rejection', error));
  }

  write(what: string, error: unknown): void {
    this.log.write('error', what, { reason: stackOf(error) });
  }

  /** Returns the text that tells the user about an error that was logged. */
  text(words: Words): { readonly title: string; readonly detail: string } {
    return words.application.internalError(this.#logFile);
  }

  #report(what: string, error: unknown): void {
    this.write(what, error);
    if (this.#notice !== null || !Notification.isSupported()) return;
    const { title, detail } = this.text(languageOf().words);
    this.#notice = new Notification({ id: 'internal-error', title, body: detail });
    this.#notice.show();
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
