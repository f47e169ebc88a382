import type { Api, SettingsImport } from '../../contract/api.ts';
import type { PathChecks } from '../core-ports.ts';
import type { SettingsFile } from '../../settings/settings-file.ts';
import type { ConsentGate } from '../consent/consent-gate.ts';
import { isNewEndpoint } from '../../aws-config/partition.ts';
import type { TrustSetting } from '../../consent-question.ts';
import { trustChanges } from '../consent/trust-changes.ts';
import type { FieldRule } from '../../field-rule.ts';
import type { PreferenceChanges } from '../../settings/preferences.ts';
import type { Settings } from '../../settings/settings.ts';
import { ok, type Result } from '../../result.ts';
import { roleWarnings } from '../../roles/role-warnings.ts';
import type { Role } from '../../roles/role.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import { type ImportPlan, planImport, type PlanContext } from '../../settings/import-plan.ts';
import { isAccepted } from '../../settings/imported-preference.ts';
import {
  readSettingsDocument,
  settingsDocument,
  type SettingsDocument,
} from '../../settings/settings-document.ts';

const PATH_SETTINGS = ['credentialsFile', 'configFile', 'alsoWriteTo', 'caBundle'] as const;

export interface SettingsTransferDeps {
  readonly settings: SettingsFile;
  readonly consent: ConsentGate;
  readonly readSnapshot: () => Promise<Result<AwsSnapshot>>;
  /** The default RoleSessionName. */
  readonly sessionName: string;
  readonly paths: PathChecks;
  /** Moves or ends the sessions of these roles, then calls `write`. */
  readonly replace: <T>(
    roles: readonly Role[],
    write: () => Promise<Result<T>>,
  ) => Promise<Result<T>>;
  /**
   * Reads all files again and gets new sessions for these roles. Must be called after the settings
   * changed.
   */
  readonly onChange: (replaced: readonly Role[]) => Promise<void>;
}

/** Exports the settings as a document without secrets, and imports such a document. */
export class SettingsTransfer {
  readonly #deps: SettingsTransferDeps;

  constructor(deps: SettingsTransferDeps) {
    this.#deps = deps;
  }

  async export(): ReturnType<Api['settings']['export']> {
    const snapshot = await this.#deps.readSnapshot();
    return snapshot.ok
      ? ok({ document: settingsDocument(snapshot.value.reading.settings, this.#deps.sessionName) })
      : snapshot;
  }

  async import({
    document,
    dryRun,
  }: Parameters<Api['settings']['import']>[0]): Promise<Result<SettingsImport>> {
    const { readSnapshot, settings, replace, onChange } = this.#deps;
    const read = readSettingsDocument(document, this.#deps.sessionName);
    if (!read.ok) return read;
    const snapshot = await readSnapshot();
    if (!snapshot.ok) return snapshot;
    const present = snapshot.value.reading.settings;
    const rules = this.#textRules(read.value);
    const all = { mayUse: () => true, mayChange: () => true, rules };
    const wanted = planImport(read.value, present, all);
    if (dryRun || isNothing(wanted)) return ok(answer(wanted, snapshot.value));
    const context = await this.#allowed(wanted, present, rules);
    const plan = planImport(read.value, present, context);
    if (isNothing(plan)) return ok(answer(plan, snapshot.value));
    const replaced = plan.roles
      .filter(({ outcome }) => outcome === 'changed')
      .map(({ role }) => role);
    let done = plan;
    const written = await replace(replaced, () =>
      settings.change((now) => {
        done = planImport(read.value, now, context);
        return ok(done.settings);
      }),
    );
    if (!written.ok) return written;
    await onChange(replaced);
    return ok(answer(done, snapshot.value));
  }

  /** Returns the rules that paths of the document break, by setting. Accesses no file. */
  #textRules({ preferences }: SettingsDocument): Map<string, FieldRule> {
    const rules = new Map<string, FieldRule>();
    for (const name of PATH_SETTINGS) {
      const path = preferences[name];
      const rule = path === undefined ? null : this.#deps.paths.rule(path);
      if (rule !== null) rules.set(name, rule);
    }
    return rules;
  }

  /**
   * Asks the person about each change of this plan that needs consent. Then checks the files at the
   * paths that they allow.
   */
  async #allowed(
    plan: ImportPlan,
    present: Settings,
    textRules: ReadonlyMap<string, FieldRule>,
  ): Promise<PlanContext> {
    const { consent, paths } = this.#deps;
    const endpoints = await consent.allowedEndpoints(
      plan.roles.flatMap(({ outcome, role: { id, name, endpoint } }) => {
        const before = present.roles.find((role) => role.id === id)?.endpoint;
        const isImported = outcome === 'new' || outcome === 'changed';
        return isImported && isNewEndpoint(endpoint, before) ? [{ name, endpoint }] : [];
      }),
    );
    const changes = Object.fromEntries(
      plan.preferences.filter(isAccepted).map(({ name, value }) => [name, value]),
    ) as PreferenceChanges;
    const allowed = new Set<TrustSetting>();
    for (const question of trustChanges(present.preferences, changes)) {
      if ((await consent.refusal(question)) === null) allowed.add(question.name);
    }
    const rules = new Map(textRules);
    for (const name of PATH_SETTINGS) {
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
  return (
    roles.every(({ outcome }) => outcome === 'same' || outcome === 'left-out') &&
    !preferences.some(isAccepted)
  );
}

function answer(
  { roles, preferences, settings }: ImportPlan,
  { profiles, files }: AwsSnapshot,
): SettingsImport {
  return {
    roles: roles.map((planned) => {
      const isImported =
        files.firstUnreadable() === null &&
        (planned.outcome === 'new' || planned.outcome === 'changed');
      const context = { roles: settings.roles, profiles, env: {} };
      return { ...planned, warnings: isImported ? roleWarnings(planned.role, context) : [] };
    }),
    preferences,
  };
}
