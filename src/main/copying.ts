import { clipboard, ClipboardItem } from 'electron';
import { failed, ok, type Result } from '../core/result.ts';
import { platform } from './platform.ts';
import { onWayland } from './wayland.ts';

/** A secret is removed from the clipboard after this long, if it is still there. */
const CLIPBOARD_MS = 60_000;

/**
 * Marks that keep a copy out of clipboard managers and histories, by name of the format. Windows:
 * "Clipboard Formats" (Microsoft Learn), a DWORD of 0; macOS: nspasteboard.org; Linux: Klipper.
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
  /** Shows the window and waits for its focus, for a second at most. */
  untilFocused(): Promise<void>;
  hasFocus(): boolean;
}

/** Copies texts to the clipboard, and removes those that are secret later. */
export class Copying {
  readonly #panel: CopyingWindow;
  /** Our secret, while it can be on the clipboard. */
  #secret: string | null = null;

  constructor(panel: CopyingWindow) {
    this.#panel = panel;
  }

  /** True if a secret of ours can be on the clipboard. */
  get holdsSecret(): boolean {
    return this.#secret !== null;
  }

  copy(text: string): Promise<Result<unknown>> {
    return this.#copied(text, {});
  }

  /** Copies a text for a minute, marked as a secret if the system has such a mark. */
  async copyBriefly(secret: string): Promise<Result<unknown>> {
    const done = await this.#copied(secret, marksOfSystem[platform.system]);
    if (!done.ok) return done;
    this.#secret = secret;
    setTimeout(() => void this.#clearClipboard(secret), CLIPBOARD_MS).unref();
    return done;
  }

  /** Call when the application quits. */
  async clear(): Promise<void> {
    if (this.#secret !== null) await this.#clearClipboard(this.#secret);
  }

  /** Wayland ignores a write of a process without the focus and reports no error. */
  async #copied(text: string, marks: Readonly<Record<string, string>>): Promise<Result<unknown>> {
    const refused = failed({ kind: 'clipboard-refused' });
    if (onWayland()) {
      await this.#panel.untilFocused();
      if (!this.#panel.hasFocus()) return refused;
    }
    const formats = Object.entries(marks).map(([name, content]): [string, Blob] => [
      `electron application/osclipboard;format="${name}"`,
      new Blob([content]),
    ]);
    // One item with all formats, because each write replaces the clipboard.
    const item = new ClipboardItem({ ...Object.fromEntries(formats), 'text/plain': text });
    await clipboard.write([item]);
    return (await clipboard.readText()) === text ? ok(null) : refused;
  }

  async #clearClipboard(secret: string): Promise<void> {
    if ((await clipboard.readText()) === secret) clipboard.clear();
    if (this.#secret === secret) this.#secret = null;
  }
}
