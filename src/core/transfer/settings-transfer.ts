import type { Api, SettingsImport } from '../api.ts';
import type { TrustedPaths } from '../app/core-ports.ts';
import type { SettingsBook } from '../app/settings-book.ts';
import { type ConsentGate, isNewEndpoint } from '../consent/consent-gate.ts';
import type { TrustSetting } from '../consent/consent-question.ts';
import { trustChanges } from '../consent/trust-changes.ts';
import type { FieldRule } from '../failures/failure.ts';
import type { PreferenceChanges } from '../preferences.ts';
import type { Settings } from '../settings.ts';
import { ok, type Result } from '../result.ts';
import { roleWarnings } from '../roles/role-warnings.ts';
import type { Role } from '../roles/role.ts';
import type { World } from '../sessions/world.ts';
import { type ImportPlan, planImport, type PlanSurroundings } from './import-plan.ts';
import { isTaken } from './imported-preference.ts';
import { readSettingsDocument, settingsDocument, type SettingsDocument } from './settings-document.ts';

const TRUSTED_PATHS = ['credentialsFile', 'configFile', 'caBundle'] as const;

export interface SettingsTransferParts {
  readonly settings: SettingsBook;
  readonly consent: ConsentGate;
  readonly readWorld: () => Promise<Result<World>>;
  /** The session name of roles that name none. */
  readonly sessionName: string;
  readonly paths: TrustedPaths;
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
    return world.ok ? ok({ document: settingsDocument(world.value.reading.settings, this.#parts.sessionName) }) : world;
  }

  async import({ document, dryRun }: Parameters<Api['settings']['import']>[0]): Promise<Result<SettingsImport>> {
    const { readWorld, settings, replace, changed } = this.#parts;
    const read = readSettingsDocument(document, this.#parts.sessionName);
    if (!read.ok) return read;
    const world = await readWorld();
    if (!world.ok) return world;
    const present = world.value.reading.settings;
    const rules = this.#textRules(read.value);
    const all = { mayUse: () => true, mayChange: () => true, rules };
    const wanted = planImport(read.value, present, all);
    if (dryRun || isNothing(wanted)) return ok(answer(wanted, world.value));
    const around = await this.#allowed(wanted, present, rules);
    const plan = planImport(read.value, present, around);
    if (isNothing(plan)) return ok(answer(plan, world.value));
    const replaced = plan.roles.filter(({ is }) => is === 'changed').map(({ role }) => role);
    let done = plan;
    const written = await replace(replaced, () =>
      settings.change((now) => {
        done = planImport(read.value, now, around);
        return ok(done.settings);
      }),
    );
    if (!written.ok) return written;
    await changed(replaced);
    return ok(answer(done, world.value));
  }

  /** Asks for all that this plan needs consent for. Only then looks at the paths that are allowed. */
  /** Paths whose text alone breaks a rule. */
  #textRules({ preferences }: SettingsDocument): Map<string, FieldRule> {
    const rules = new Map<string, FieldRule>();
    for (const name of TRUSTED_PATHS) {
      const path = preferences[name];
      const rule = path === undefined ? null : this.#parts.paths.rule(path);
      if (rule !== null) rules.set(name, rule);
    }
    return rules;
  }

  /** Asks for all that this plan needs consent for. Only then looks at the paths that are allowed. */
  async #allowed(
    plan: ImportPlan,
    present: Settings,
    textRules: ReadonlyMap<string, FieldRule>,
  ): Promise<PlanSurroundings> {
    const { consent, paths } = this.#parts;
    const endpoints = await consent.endpoints(
      plan.roles.flatMap(({ is, role: { id, name, endpoint } }) => {
        const before = present.roles.find((role) => role.id === id)?.endpoint;
        const isImported = is === 'new' || is === 'changed';
        return isImported && isNewEndpoint(endpoint, before) ? [{ name, endpoint }] : [];
      }),
    );
    const changes = Object.fromEntries(
      plan.preferences.filter(isTaken).map(({ name, value }) => [name, value]),
    ) as PreferenceChanges;
    const allowed = new Set<TrustSetting>();
    for (const question of trustChanges(present.preferences, changes)) {
      if ((await consent.refusal(question)) === null) allowed.add(question.name);
    }
    const rules = new Map(textRules);
    for (const name of TRUSTED_PATHS) {
      const path = changes[name];
      if (!allowed.has(name) || typeof path !== 'string') continue;
      const rule = await paths.examine(name, path);
      if (rule !== null) rules.set(name, rule);
    }
    return {
      mayUse: (endpoint) => endpoints.has(endpoint),
      mayChange: (name) => allowed.has(name),
      rules,
    };
  }
}

function isNothing({ roles, preferences }: ImportPlan): boolean {
  return roles.every(({ is }) => is === 'same' || is === 'left-out') && !preferences.some(isTaken);
}

function answer({ roles, preferences, settings }: ImportPlan, { profiles, unreadable }: World): SettingsImport {
  return {
    roles: roles.map((planned) => {
      const isImported = unreadable === null && (planned.is === 'new' || planned.is === 'changed');
      const around = { roles: settings.roles, profiles, env: {} };
      return { ...planned, warnings: isImported ? roleWarnings(planned.role, around) : [] };
    }),
    preferences,
  };
}
