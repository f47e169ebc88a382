import type { Api, SettingsImport } from '../api.ts';
import type { SettingsBook } from '../app/settings-book.ts';
import { ok, type Result } from '../result.ts';
import { roleWarnings } from '../roles/role-warnings.ts';
import type { Role } from '../roles/role.ts';
import type { World } from '../sessions/world.ts';
import { type ImportPlan, planImport } from './import-plan.ts';
import { readSettingsDocument, settingsDocument } from './settings-document.ts';

export interface SettingsTransferParts {
  readonly settings: SettingsBook;
  readonly readWorld: () => Promise<Result<World>>;
  readonly isCaBundle: (path: string) => Promise<boolean>;
  /** Makes the sessions of roles ready to be as given, then writes. */
  readonly replace: <T>(roles: readonly Role[], write: () => Promise<Result<T>>) => Promise<Result<T>>;
  /** Settings changed: everything is looked at again, and these roles anew. */
  readonly changed: (replaced: readonly Role[]) => Promise<void>;
}

/** Takes the settings from one machine, or day, to another: everything but secrets and sessions. */
export class SettingsTransfer {
  readonly #parts: SettingsTransferParts;

  constructor(parts: SettingsTransferParts) {
    this.#parts = parts;
  }

  async export(): ReturnType<Api['settings']['export']> {
    const world = await this.#parts.readWorld();
    return world.ok ? ok({ document: settingsDocument(world.value.reading.settings) }) : world;
  }

  async import({
    document,
    endpoints,
    dryRun,
  }: Parameters<Api['settings']['import']>[0]): Promise<Result<SettingsImport>> {
    const { readWorld, isCaBundle, settings, replace, changed } = this.#parts;
    const read = readSettingsDocument(document);
    if (!read.ok) return read;
    const world = await readWorld();
    if (!world.ok) return world;
    const { caBundle } = read.value.preferences;
    const isCaBundleMissing = caBundle !== undefined && !(await isCaBundle(caBundle));
    const around = { endpoints, isCaBundleMissing };
    const plan = planImport(read.value, world.value.reading.settings, around);
    if (dryRun || isNothing(plan)) return ok(answer(plan, world.value));
    const replaced = plan.roles.filter(({ is }) => is === 'changed').map(({ role }) => role);
    let done = plan;
    const written = await replace(replaced, () =>
      settings.change((present) => {
        done = planImport(read.value, present, around);
        return ok(done.settings);
      }),
    );
    if (!written.ok) return written;
    await changed(replaced);
    return ok(answer(done, world.value));
  }
}

function isNothing({ roles, preferences }: ImportPlan): boolean {
  return roles.every(({ is }) => is === 'same' || is === 'left-out') && preferences.every(({ rule }) => rule !== null);
}

function answer({ roles, preferences, settings }: ImportPlan, { profiles }: World): SettingsImport {
  return {
    roles: roles.map((planned) => {
      const isTaken = planned.is === 'new' || planned.is === 'changed';
      const around = { roles: settings.roles, profiles, env: {} };
      return { ...planned, warnings: isTaken ? roleWarnings(planned.role, around) : [] };
    }),
    preferences,
  };
}
