import { clipboard, ClipboardItem } from 'electron';
import { failed, ok, type Result } from '../core/result.ts';
import { platform } from './platform.ts';
import { onWayland } from './wayland.ts';

/** A secret is removed from the clipboard after this time, if it is still there. */
const CLIPBOARD_MS = 60_000;

/**
 * Formats that tell clipboard managers and histories not to store a copy: for Windows a DWORD of 0
 * ("Clipboard Formats", Microsoft Learn), for macOS as in nspasteboard.org, for Linux as in
 * Klipper.
 */
const marksOfSystem: Readonly<Record<typeof platform.system, Readonly<Record<string, string>>>> = {
  win32: {
    ExcludeClipboardContentFromMonitorProcessing: '\0\0\0\0',
    CanIncludeInClipboardHistory: '\0\0\0\0',
    CanUploadToCloudClipboard: '\0\0\0\0',
  },
  darwin: { 'org.nspasteboard.ConcealedType': '' },
  linux: { 'x-kde-passwordManagerHint': 'secret' },
};

export interface CopyingWindow {
  /** Shows the window and waits until it has the focus, for at most a second. */
  untilFocused(): Promise<void>;
  hasFocus(): boolean;
}

/** Copies texts to the clipboard. Removes a secret text after a minute. */
export class Copying {
  readonly #panel: CopyingWindow;
  /** The secret that was copied, while it can still be on the clipboard. */
  #secret: string | null = null;

  constructor(panel: CopyingWindow) {
    this.#panel = panel;
  }

  /** True if a secret that was copied can still be on the clipboard. */
  get holdsSecret(): boolean {
    return this.#secret !== null;
  }

  copy(text: string): Promise<Result<unknown>> {
    return this.#write(text, {});
  }

  /**
   * Copies a secret and removes it after a minute. Marks it as a secret if the system has such a
   * mark.
   */
  async copyBriefly(secret: string): Promise<Result<unknown>> {
    const done = await this.#write(secret, marksOfSystem[platform.system]);
    if (!done.ok) return done;
    this.#secret = secret;
    setTimeout(() => void this.#clearClipboard(secret), CLIPBOARD_MS).unref();
    return done;
  }

  /** Removes a copied secret now. Call it when the application quits. */
  async clear(): Promise<void> {
    if (this.#secret !== null) await this.#clearClipboard(this.#secret);
  }

  /**
   * Copies a text. Needs the focus on Wayland, because Wayland ignores a write of a process without
   * the focus and reports no error.
   */
  async #write(text: string, marks: Readonly<Record<string, string>>): Promise<Result<unknown>> {
    const refused = failed({ kind: 'clipboard-refused' });
    if (onWayland()) {
      await this.#panel.untilFocused();
      if (!this.#panel.hasFocus()) return refused;
    }
    const formats = Object.entries(marks).map(([name, content]): [string, Blob] => [
      `electron application/osclipboard;format="${name}"`,
      new Blob([content]),
    ]);
    // All formats must be in one item, because each write replaces the clipboard.
    const item = new ClipboardItem({ ...Object.fromEntries(formats), 'text/plain': text });
    await clipboard.write([item]);
    return (await clipboard.readText()) === text ? ok(null) : refused;
  }

  async #clearClipboard(secret: string): Promise<void> {
    if ((await clipboard.readText()) === secret) clipboard.clear();
    if (this.#secret === secret) this.#secret = null;
  }
}
