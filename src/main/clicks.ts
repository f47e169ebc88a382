import { dialog, type MessageBoxOptions } from 'electron';
import type { Action } from '../core/contract/action.ts';
import { type OpenableFile, pathOf } from '../core/contract/about.ts';
import { environmentLines, secretsAsEnvironment } from '../core/contract/environment.ts';
import type { Failure } from '../core/failure.ts';
import { ok, type Result } from '../core/result.ts';
import type { NodeApp } from '../node/app.ts';
import { failureText } from '../views/failure-text.ts';
import type { Click, MenuCommand } from '../views/tray/menu-item.ts';
import type { Copying } from './copying.ts';
import { secretConsoleAddress } from '../node/browser/console-sign-in.ts';
import { openFile } from './open-file.ts';
import { openInBrowser, openPage } from './open-page.ts';
import { platform } from './platform.ts';
import type { UnexpectedErrors } from './unexpected-errors.ts';
import { languageOf, systemFormat } from './language.ts';
import type { Panel } from './window.ts';

export interface ClickDependencies {
  readonly app: NodeApp;
  readonly panel: Panel;
  readonly copying: Copying;
  readonly errors: UnexpectedErrors;
  readonly quit: () => void;
}

/**
 * Performs the actions that the user clicks, including those that only the application has, such as
 * quitting.
 */
export class Clicks {
  readonly #dependencies: ClickDependencies;

  constructor(dependencies: ClickDependencies) {
    this.#dependencies = dependencies;
  }

  /** Performs a click in the tray's menu or on a notice. Never rejects. */
  async click(click: Click): Promise<void> {
    const { app, errors } = this.#dependencies;
    try {
      await this.#performClick(click);
    } catch (error) {
      errors.write('a click failed', error);
      const { title, detail } = errors.text(languageOf(app.state()).words);
      await this.#box({ type: 'error', message: title, detail });
    }
  }

  /**
   * Performs a click. Opens a dialog for a failure, unless the card of a role shows the failure.
   */
  async #performClick(click: Click): Promise<void> {
    switch (click.kind) {
      case 'question': {
        const { title, detail, confirm, cancel } = click.ask;
        const answer = await this.#box({
          type: 'question',
          message: title,
          detail,
          buttons: [confirm, cancel],
          defaultId: 1,
          cancelId: 1,
        });
        if (answer === 0) await this.#act(click.then);
        return;
      }
      case 'open-panel':
      case 'quit':
        return this.#reportFailure(await this.#command(click));
      default:
        return this.#act(click);
    }
  }

  /**
   * Shows a dialog that is attached to the panel, and returns the number of the button. Without a
   * window, a dialog stops the whole application on macOS (electron#23319), and its answer can be
   * late on Linux (electron#51049).
   */
  async #box(options: MessageBoxOptions): Promise<number> {
    const { panel } = this.#dependencies;
    const { response } = await panel.whileAsking((window) =>
      dialog.showMessageBox(window, options),
    );
    return response;
  }

  async #act(action: Action): Promise<void> {
    const done = await this.perform(action);
    // No role's card shows the failures of these actions.
    const shownNowhere = ['sign-in', 'copy', 'copy-environment', 'open', 'open-console'];
    if (shownNowhere.includes(action.kind)) await this.#reportFailure(done);
  }

  async #reportFailure(done: Result<unknown>): Promise<void> {
    if (done.ok || isUsersChoice(done.failure)) return;
    if (done.failure.kind === 'mfa-needed') {
      const { mfaRequestId } = done.failure;
      this.#dependencies.panel.show({ kind: 'mfa', mfaRequestId });
      return;
    }
    const language = languageOf(this.#dependencies.app.state());
    const { title, detail, remedy } = failureText(
      language.words,
      done.failure,
      systemFormat(language, null),
    );
    // The dialog cannot run a command, so it shows a remedy only if the remedy has no command.
    const advice = remedy?.command === null ? `\n\n${remedy.label}.` : '';
    await this.#box({ type: 'warning', message: title, detail: `${detail}${advice}` });
  }

  async perform(action: Action): Promise<Result<unknown>> {
    const { app, panel, copying } = this.#dependencies;
    switch (action.kind) {
      case 'show':
        panel.show(action.route);
        return ok(null);
      case 'copy':
        return copying.copy(action.text);
      case 'open':
        return openPage(action.url);
      case 'open-file':
        return this.#openFile(action.file);
      case 'open-console':
        return this.#openConsole(action.roleId);
      case 'copy-environment':
        return this.#copyEnvironment(action.roleId);
      default:
        return app.perform(action);
    }
  }

  async #command(command: MenuCommand): Promise<Result<unknown>> {
    const { panel, quit } = this.#dependencies;
    switch (command.kind) {
      case 'open-panel':
        panel.show();
        return ok(null);
      case 'quit':
        quit();
        return ok(null);
    }
  }

  async #openFile(file: OpenableFile): Promise<Result<unknown>> {
    const facts = await this.#dependencies.app.api.about.facts({});
    if (facts.ok) await openFile(pathOf(file, facts.value));
    return facts;
  }

  /**
   * Opens the AWS console. The address contains a sign-in token, so the browser gets it from a
   * one-time page.
   */
  async #openConsole(roleId: string): Promise<Result<unknown>> {
    const { app } = this.#dependencies;
    const address = await secretConsoleAddress(app, {
      roleId,
      request: { service: null, region: null },
      ensureSession: () => app.api.session.ensure({ roleId }),
    });
    if (!address.ok) return address;
    const { url, browser } = address.value;
    const { openSecretPage } = await import('../node/browser/one-time-page.ts');
    const { runBrowser } = await import('../node/browser/run-browser.ts');
    const { env, system } = platform;
    const launch = (page: string): Promise<boolean> =>
      browser === null ? openInBrowser(page) : runBrowser(browser, page, { env, platform: system });
    const texts = languageOf(app.state()).words.oneTimePage;
    return openSecretPage(url, env, { launch, texts });
  }

  /** Copies a role's credentials as commands that set variables in this system's usual shell. */
  async #copyEnvironment(roleId: string): Promise<Result<unknown>> {
    const secrets = await this.#dependencies.app.secretsOf(roleId);
    if (!secrets.ok) return secrets;
    const shellName = platform.system === 'win32' ? 'powershell' : 'bash';
    const lines = environmentLines(secretsAsEnvironment(secrets.value), shellName);
    if (!lines.ok) return lines;
    return this.#dependencies.copying.copyBriefly(`${lines.value.join('\n')}\n`);
  }
}

/** True if the user caused the failure on purpose, so that no dialog is needed. */
function isUsersChoice(failure: Failure): boolean {
  if (failure.kind === 'consent-refused') return true;
  return failure.kind === 'sign-in-failed' && failure.why === 'cancelled';
}
