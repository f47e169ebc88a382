import type {
  ImportableProfile,
  ImportableProfiles,
  ImportOutcome,
} from '../../contract/role-api.ts';
import type { SettingsFile } from '../../settings/settings-file.ts';
import type { ConsentGate } from '../consent/consent-gate.ts';
import { ignoredSections, profileHeader } from '../../aws-config/config-sections.ts';
import { isNewEndpoint } from '../../aws-config/partition.ts';
import { parseIni } from '../../credentials-file/ini-document.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { Failure } from '../../failure.ts';
import type { AwsFiles } from '../../snapshot/aws-files.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import type { Profiles } from '../../aws-config/profiles.ts';
import type { Role } from '../../roles/role.ts';
import { roleWarnings } from '../../roles/role-warnings.ts';
import {
  candidateOf,
  importContext,
  type ImportContext,
  roleProfiles,
} from '../../roles/import/importable.ts';
import { importRoles, type ImportedProfile } from '../../roles/import/import-roles.ts';

export interface RoleImportDeps {
  readonly settings: SettingsFile;
  readonly consent: ConsentGate;
  readonly readSnapshot: () => Promise<Result<AwsSnapshot>>;
  readonly configPath: string;
  readonly newId: () => string;
  readonly sessionName: string;
  /** Reads the settings and the AWS files again. Must be called after the settings changed. */
  readonly onChange: () => Promise<void>;
}

/** Returns why the profiles cannot be read; null if they can. */
function failureOfProfiles(files: AwsFiles): Failure | null {
  return files.firstUnreadable() ?? files.brokenConfig();
}

/**
 * Lists the roles that can be imported from profiles of the config file, and adds the chosen ones.
 */
export class RoleImport {
  readonly #deps: RoleImportDeps;

  constructor(deps: RoleImportDeps) {
    this.#deps = deps;
  }

  async importable(): Promise<Result<ImportableProfiles>> {
    const { readSnapshot, configPath, sessionName } = this.#deps;
    const snapshot = await readSnapshot();
    if (!snapshot.ok) return snapshot;
    const broken = failureOfProfiles(snapshot.value.files);
    if (broken !== null) return failed(broken);
    const { profiles, roles } = snapshot.value;
    const context = importContext({ profiles, roles, sessionName });
    return ok({
      path: configPath,
      profiles: roleProfiles(profiles).map((name) => importableOf(name, context)),
      ignored: ignoredRoles(snapshot.value.files.configText),
    });
  }

  async import(
    chosen: readonly string[],
    withSourceMfa: readonly string[],
  ): Promise<Result<readonly ImportOutcome[]>> {
    const { settings, readSnapshot, newId, sessionName, onChange } = this.#deps;
    const before = await readSnapshot();
    if (!before.ok) return before;
    const broken = failureOfProfiles(before.value.files);
    if (broken !== null) return failed(broken);
    const { profiles } = before.value;
    const first = importContext({ profiles, roles: before.value.roles, sessionName });
    const endpoints = await this.#allowedEndpoints(chosen, first);
    const consent = {
      isAllowed: (endpoint: string): boolean => endpoints.has(endpoint),
      withSourceMfa: new Set(withSourceMfa),
    };
    let imported: readonly ImportedProfile[] = importRoles(chosen, first, newId, consent);
    if (imported.every(({ result }) => !result.ok))
      return ok(outcomesOf(imported, before.value.roles, profiles));
    const saved = await settings.change((present) => {
      const now = { ...first, roles: present.roles };
      imported = importRoles(chosen, now, newId, consent);
      const added = imported.flatMap(({ result }) => (result.ok ? [result.value] : []));
      return ok({ ...present, roles: [...present.roles, ...added] });
    });
    if (!saved.ok) return saved;
    await onChange();
    const { roles } = saved.value;
    return ok(outcomesOf(imported, roles, profiles));
  }

  #allowedEndpoints(
    chosen: readonly string[],
    context: ImportContext,
  ): Promise<ReadonlySet<string>> {
    const roles = importRoles(chosen, context, () => '', { isAllowed: () => true }).flatMap(
      ({ result }) => (result.ok ? [result.value] : []),
    );
    return this.#deps.consent.allowedEndpoints(
      roles.flatMap(({ name, endpoint }) =>
        isNewEndpoint(endpoint, undefined) ? [{ name, endpoint }] : [],
      ),
    );
  }
}

function outcomesOf(
  imported: readonly ImportedProfile[],
  roles: readonly Role[],
  profiles: Profiles,
): readonly ImportOutcome[] {
  return imported.map(({ profile, result }) => {
    if (!result.ok) return { profile, result };
    const warnings = roleWarnings(result.value, { roles, profiles, env: {} });
    return { profile, result: ok({ role: result.value, warnings }) };
  });
}

/** Omits warnings about environment variables, because they would be the same for all profiles. */
function importableOf(profile: string, context: ImportContext): ImportableProfile {
  const candidate = candidateOf(profile, context, '');
  const { role } = candidate;
  const { profiles, roles } = context;
  return {
    profile,
    role,
    builtOn: profiles.get(role?.sourceProfile ?? '')?.credentialKinds[0] ?? null,
    obstacle: candidate.ok ? null : candidate.obstacle,
    warnings: candidate.ok ? roleWarnings(candidate.role, { roles, profiles, env: {} }) : [],
  };
}

/** Returns sections with a `role_arn` that no AWS tool reads as a profile. */
function ignoredRoles(configText: string): ImportableProfiles['ignored'] {
  return ignoredSections(parseIni(configText))
    .filter(({ entries }) => entries.some(({ key }) => key === 'role_arn'))
    .map(({ name }) => ({ section: name, better: profileHeader(name) }));
}
