import type * as Electron from 'electron';
import { desktop } from './desktop-behaviour.ts';

type Entries = Readonly<Record<string, string | Blob>>;

/** One entry of the clipboard in several formats. `Clipboard.write` sets all of them at once. */
export class ClipboardItem {
  readonly entries: Entries;

  constructor(entries: Entries) {
    this.entries = entries;
  }
}

const plain = 'text/plain';

class Clipboard {
  /** What is on the clipboard, by format. */
  entries: Entries = {};

  write(items: readonly ClipboardItem[]): Promise<void> {
    if (desktop.behaviour.clipboard === 'rejects') return Promise.reject(new Error('no clipboard'));
    if (desktop.behaviour.clipboard === 'written') this.entries = items[0]?.entries ?? {};
    return Promise.resolve();
  }

  writeText(text: string): Promise<void> {
    return this.write([new ClipboardItem({ [plain]: text })]);
  }

  readText(): Promise<string> {
    const text = this.entries[plain];
    return Promise.resolve(typeof text === 'string' ? text : '');
  }

  clear(): void {
    this.entries = {};
  }
}

export const clipboard = new Clipboard();
clipboard satisfies Pick<typeof Electron.clipboard, 'writeText' | 'readText' | 'clear'>;
