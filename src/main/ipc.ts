import { ipcMain, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import type { Action, Route } from '../core/contract/action.ts';
import { parseAction, parseRoute } from '../core/contract/action-schema.ts';
import { callApi } from '../core/contract/api-schema.ts';
import type { App } from '../core/contract/app.ts';
import { panelChannels as channel } from '../core/contract/panel-channels.ts';
import { type FoundInText, nothingFound } from '../core/roles/pasted/found-in-text.ts';
import { failed, type Result } from '../core/result.ts';
import { panelOrigin } from './protocol.ts';
import { saveAs } from './save-as.ts';

export interface PanelPage {
  /** Called when the page has started to listen to these messages. */
  onListening(to: 'state' | 'show'): void;
  onShown(route: Route): void;
  hide(): void;
  /**
   * Shows the page's window and keeps it visible while `ask` shows a dialog that is attached to it.
   */
  whileAsking<T>(ask: (window: BrowserWindow) => Promise<T>): Promise<T>;
}

/** Returns the part of the clipboard that the page may see. */
export type ClipboardRoles = () => Promise<FoundInText>;

/**
 * Answers requests of the panel's page, and of no other page. Parses every message before it calls
 * anything.
 */
export function answerPanel(
  api: App['api'],
  perform: (action: Action) => Promise<Result<unknown>>,
  page: PanelPage,
  clipboardRoles: ClipboardRoles,
): void {
  const refusal = failed({
    kind: 'field-invalid',
    field: 'request',
    rule: { kind: 'unknown-field' },
  });

  ipcMain.handle(channel.call, (event, group: unknown, name: unknown, payload: unknown) =>
    isPanel(event) ? callApi(api, group, name, payload) : refusal,
  );
  ipcMain.handle(channel.perform, (event, raw: unknown) => {
    const action = isPanel(event) ? parseAction(raw) : null;
    return action === null ? refusal : perform(action);
  });
  ipcMain.handle(channel.save, (event, name: unknown, text: unknown) =>
    isPanel(event) && isFileName(name) && isFileText(text)
      ? page.whileAsking((window) => saveAs(window, name, text))
      : refusal,
  );
  ipcMain.handle(channel.clipboard, (event) => (isPanel(event) ? clipboardRoles() : nothingFound));
  ipcMain.on(channel.listening, (event, to: unknown) => {
    if (!isPanel(event)) return;
    if (to === channel.state) page.onListening('state');
    if (to === channel.show) page.onListening('show');
  });
  ipcMain.on(channel.shown, (event, raw: unknown) => {
    const route = isPanel(event) ? parseRoute(raw) : null;
    if (route !== null) page.onShown(route);
  });
  ipcMain.on(channel.hide, (event) => {
    if (isPanel(event)) page.hide();
  });
}

/** True for a plain file name without a folder. */
function isFileName(name: unknown): name is string {
  return typeof name === 'string' && /^[\w-]{1,80}\.(?:csv|json)$/.test(name);
}

/** True for a text that is short enough for a file. The complete activity log has about 3 MB. */
function isFileText(text: unknown): text is string {
  return typeof text === 'string' && text.length <= 16_777_216;
}

/**
 * True if the message comes from the top frame of the panel's page, but not from a removed frame
 * (null) or from a frame inside another page. Compares the address of the frame, because the policy
 * of the page makes its origin opaque.
 */
function isPanel({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return (
    senderFrame !== null &&
    senderFrame.url.startsWith(`${panelOrigin}/`) &&
    senderFrame.parent === null
  );
}
