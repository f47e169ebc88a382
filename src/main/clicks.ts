import { clipboard, dialog, shell } from 'electron';
import type { Action } from '../core/contract/action.ts';
import type { RoleSecrets } from '../core/contract/app.ts';
import type { Failure } from '../core/failure.ts';
import { failed, ok, type Result } from '../core/result.ts';
import { environmentLines, secretsAsEnvironment } from '../core/contract/environment.ts';
import type { NodeApp } from '../node/app.ts';
import { listedPage } from '../node/sign-in/listed-page.ts';
import { failureText } from '../views/failure-text.ts';
import type { Click, MenuCommand } from '../views/tray/menu-item.ts';
import { platform } from './platform.ts';
import { speechOf, voice } from './voice.ts';
import type { Panel } from './window.ts';

/** A secret is removed from the clipboard after this long, if it is still there. */
const clipboardMs = 60_000;

/** Performs clicks, including the commands that only the application can perform. */
export class Clicks {
  readonly #app: NodeApp;
  readonly #panel: Panel;
  readonly #quit: () => void;

  constructor(app: NodeApp, panel: Panel, quit: () => void) {
    this.#app = app;
    this.#panel = panel;
    this.#quit = quit;
  }

  /**
   * Performs a click in the tray's menu. Failures of a role are shown by its state; other failures
   * open a dialog.
   */
  async click(click: Click): Promise<void> {
    switch (click.kind) {
      case 'question': {
        const { title, detail, confirm, cancel } = click.ask;
        const buttons = [confirm, cancel];
        const answer = await dialog.showMessageBox({
          type: 'question',
          message: title,
          detail,
          buttons,
          defaultId: 1,
          cancelId: 1,
        });
        if (answer.response === 0) await this.#act(click.then);
        return;
      }
      case 'open-panel':
      case 'quit':
      case 'copy-environment':
      case 'open-console':
        return this.#tellUnless(await this.#command(click));
      default:
        return this.#act(click);
    }
  }

  async #act(action: Action): Promise<void> {
    const done = await this.perform(action);
    // No role shows a failed sign-in.
    if (action.kind === 'sign-in') await this.#tellUnless(done);
  }

  async #tellUnless(done: Result<unknown>): Promise<void> {
    if (done.ok || isOwnAnswer(done.failure)) return;
    const speech = speechOf(this.#app.state());
    const { title, detail } = failureText(speech.words, done.failure, voice(speech, null));
    await dialog.showMessageBox({ type: 'warning', message: title, detail });
  }

  async perform(action: Action): Promise<Result<unknown>> {
    if (action.kind === 'show') this.#panel.show(action.route);
    else if (action.kind === 'copy') await clipboard.writeText(action.text);
    else if (action.kind !== 'open') return this.#app.perform(action);
    else {
      const page = listedPage(action.url);
      if (page === null)
        return failed({ kind: 'field-invalid', field: 'open', rule: { kind: 'unknown-field' } });
      await shell.openExternal(page);
    }
    return ok(null);
  }

  async #command(command: MenuCommand): Promise<Result<unknown>> {
    switch (command.kind) {
      case 'open-panel':
        this.#panel.show();
        return ok(null);
      case 'quit':
        this.#quit();
        return ok(null);
      case 'copy-environment': {
        const secrets = await this.#app.secretsOf(command.roleId);
        return secrets.ok ? this.#copyBriefly(secrets.value) : secrets;
      }
      case 'open-console': {
        const arn =
          this.#app.state().roles.find(({ role }) => role.id === command.roleId)?.role.roleArn ??
          '';
        const secrets = await this.#app.secretsOf(command.roleId);
        // Loaded on demand, because it loads the AWS SDK.
        const { consoleUrl } = await import('../node/sts/console-url.ts');
        const url = secrets.ok
          ? await consoleUrl(arn, secrets.value.credentials, this.#app.networkSettings())
          : secrets;
        const page = url.ok ? listedPage(url.value) : null;
        if (page !== null) await shell.openExternal(page);
        return url;
      }
    }
  }

  /** Puts lines for this system's usual shell on the clipboard for a minute. */
  async #copyBriefly(secrets: RoleSecrets): Promise<Result<unknown>> {
    const shellName = platform.system === 'win32' ? 'powershell' : 'bash';
    const lines = environmentLines(secretsAsEnvironment(secrets), shellName);
    if (!lines.ok) return lines;
    const text = `${lines.value.join('\n')}\n`;
    // Wayland silently ignores clipboard writes of a process without a focused window.
    if (platform.system === 'linux' && platform.env['WAYLAND_DISPLAY'] !== undefined)
      await this.#panel.focused();
    await clipboard.writeText(text);
    setTimeout(() => void clearClipboard(text), clipboardMs).unref();
    return ok(null);
  }
}

async function clearClipboard(text: string): Promise<void> {
  if ((await clipboard.readText()) === text) clipboard.clear();
}

/** The user caused this failure, so no dialog is needed. */
function isOwnAnswer(failure: Failure): boolean {
  if (failure.kind === 'consent-refused') return true;
  return failure.kind === 'sign-in-failed' && failure.why === 'cancelled';
}
