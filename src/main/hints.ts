import { join } from 'node:path';
import * as z from 'zod/mini';
import type { AppState } from '../core/contract/app-state.ts';
import { MAX_BYTES, readRegular } from '../node/files/open-regular.ts';
import { replaceFile } from '../node/files/replace-file.ts';
import type { ShownNotice } from './notifications.ts';
import { platform } from './platform.ts';
import { languageOf } from './language.ts';

const stored = z.object({ shown: z.array(z.string()) });

type HintName = 'goes-on' | 'overflow' | 'move-to-applications' | `version-${string}`;

/** The first build of Windows 11, which hides new icons behind an arrow. */
const WINDOWS_11 = 22_000;

export interface HintDependencies {
  readonly folder: string;
  readonly state: () => AppState;
  readonly report: (notice: ShownNotice) => void;
}

/**
 * Shows the application's hints, for example that it still runs after the panel was closed. Each
 * hint appears only once, except `onStartWithoutTray`.
 */
export class Hints {
  readonly #file: string;
  readonly #dependencies: HintDependencies;
  readonly #shown: Set<string>;

  constructor(dependencies: HintDependencies) {
    this.#dependencies = dependencies;
    this.#file = join(dependencies.folder, 'hints.json');
    this.#shown = new Set(shownHints(this.#file));
  }

  /**
   * Tells the user that the application still runs. Call it when the user closed the panel, because
   * the user may have wanted to end the application.
   */
  onPanelClosed(): void {
    const state = this.#dependencies.state();
    const { keepsRunning, keepsRunningWithoutTray } = languageOf(state).words.application.hints;
    const hasTray = !state.problems.some(({ kind }) => kind === 'no-tray-host');
    this.#showOnce('goes-on', hasTray ? keepsRunning : keepsRunningWithoutTray);
  }

  onPanelHidden(): void {
    if (platform.system !== 'win32' || buildOf(platform.release) < WINDOWS_11) return;
    this.#showOnce(
      'overflow',
      languageOf(this.#dependencies.state()).words.application.hints.overflow,
    );
  }

  /**
   * Tells the user at each login that the application runs, because without a tray nothing else
   * shows this.
   */
  onStartWithoutTray(): void {
    if (!this.#isWanted()) return;
    const { title, body } = languageOf(this.#dependencies.state()).words.application.hints.noTray;
    this.#show('no-tray', title, body);
  }

  /** Tells the user once about a newer version. */
  showVersion(version: string, text: { readonly title: string; readonly body: string }): void {
    this.#showOnce(`version-${version}`, text);
  }

  /**
   * Returns true only at the first call for a hint. A file stores the name of the hint, so later
   * runs of the application also return false.
   */
  claim(name: HintName): boolean {
    if (this.#shown.has(name)) return false;
    this.#shown.add(name);
    // If the file cannot be written, the hint appears again after the next start.
    replaceFile(this.#file, `${JSON.stringify({ shown: [...this.#shown] })}\n`).catch(
      () => undefined,
    );
    return true;
  }

  #showOnce(
    name: HintName,
    { title, body }: { readonly title: string; readonly body: string },
  ): void {
    if (this.#isWanted() && this.claim(name)) this.#show(name, title, body);
  }

  #isWanted(): boolean {
    return this.#dependencies.state().preferences.notices === 'all';
  }

  #show(name: string, title: string, body: string): void {
    this.#dependencies.report({
      id: `hint-${name}`,
      title,
      body,
      urgency: 'low',
      action: { kind: 'open-panel' },
    });
  }
}

function shownHints(file: string): readonly string[] {
  try {
    const options = { links: 'refused', maxBytes: MAX_BYTES.small } as const;
    return stored.parse(JSON.parse(readRegular(file, options).toString('utf8'))).shown;
  } catch {
    return [];
  }
}

/** Returns the last number of a version of Windows, such as 22631 of 10.0.22631. */
function buildOf(release: string): number {
  return Number(release.split('.').at(-1) ?? 0);
}
