import type { MfaOutcome } from '../mfa/mfa-request.ts';
import type { Check, DoctorRequest } from './check.ts';
import type { DiscoveryApi } from './discovery-api.ts';
import type { RoleApi } from './role-api.ts';
import type { AssumedSession } from '../sessions/assumed-session.ts';
import type { PurgePlan } from '../credentials-file/purge-plan.ts';
import type { AccessDocuments, CallerKind } from '../roles/access/access.ts';
import type { ActivityEntry } from '../activity-entry.ts';
import type { AboutFacts } from './about.ts';
import type { Backup } from '../ports/backups.ts';
import type { CallerIdentity } from '../ports/sts.ts';
import type { Result } from '../result.ts';
import type { PreferenceChanges, Preferences } from '../settings/preferences.ts';
import type { PlannedRole } from '../settings/import-plan.ts';
import type { ImportedPreference } from '../settings/imported-preference.ts';
import type { RoleWarning } from '../roles/role-warning.ts';

/**
 * Every request that the tray, the panel and the command line can make. No answer contains a
 * secret, and the only secret in a request is an MFA code.
 */
export interface Api {
  // A `Pick`, because code that loops over the requests needs a type with an index signature, and
  // TypeScript does not give one to an interface.
  readonly role: Pick<RoleApi, keyof RoleApi>;
  readonly session: {
    /**
     * Gets a new session, even if the present one is still fresh. `keep` switches the role on for
     * this credentials file, and `takeOver` asks the person for consent to replace credentials that
     * Rolekeeper did not write.
     */
    assume(request: {
      readonly roleId: string;
      readonly keep: boolean;
      readonly takeOver: boolean;
    }): Promise<Result<AssumedSession>>;
    /** Reuses a fresh session, otherwise gets a new one. */
    ensure(request: { readonly roleId: string }): Promise<Result<AssumedSession>>;
    /** Switches the role off and removes its keys from this credentials file. */
    release(request: { readonly roleId: string }): Promise<Result<Released>>;
    /**
     * Keeps this role fresh while this process runs. Does not switch it on for other processes.
     */
    keepHere(request: { readonly roleId: string }): Promise<Result<null>>;
  };
  readonly mfa: {
    /**
     * Uses this code, then assumes every role that waits for it. Roles whose previous MFA session
     * is still valid are not assumed.
     */
    submit(request: {
      readonly mfaRequestId: string;
      readonly code: string;
    }): Promise<Result<readonly MfaOutcome[]>>;
    /** Postpones the MFA request for an hour, or until a role's session ends if that is sooner. */
    snooze(request: { readonly mfaRequestId: string }): Promise<Result<null>>;
  };
  readonly signIn: {
    /**
     * Signs a person in with the browser, for a profile of IAM Identity Center or `aws login`; if
     * `device` is true, the person can enter the code on another computer. Until the sign-in ends,
     * `AppState.signIns` has the page and the code.
     */
    begin(request: { readonly profile: string; readonly device: boolean }): Promise<Result<null>>;
    cancel(request: { readonly signInId: string }): Promise<Result<null>>;
  };
  readonly discovery: Pick<DiscoveryApi, keyof DiscoveryApi>;
  readonly access: {
    /**
     * Returns the policies that allow assuming this role, and the commands and pages to attach
     * them. If `identify` is true, asks STS for the caller's identity.
     */
    documents(request: {
      readonly roleId: string;
      readonly identify: boolean;
    }): Promise<Result<AccessDocuments>>;
    /**
     * Returns the identity that this profile's credentials have at AWS. Assumes no role and
     * requests no MFA code.
     */
    identify(request: { readonly profile: string }): Promise<Result<ProfileIdentity>>;
    /**
     * Returns the identity of this role's session at AWS. If there is no valid session, assumes the
     * role with `code`, if it needs one, and discards the new session.
     */
    whoami(request: {
      readonly roleId: string;
      readonly code: string | null;
    }): Promise<Result<CallerIdentity>>;
  };
  readonly backups: {
    list(request: Record<string, never>): Promise<Result<readonly Backup[]>>;
    /**
     * Restores a section from its newest backup, and releases the section's role before that. Asks
     * for consent if the section now has keys that Rolekeeper did not write.
     */
    restoreSection(request: { readonly profile: string }): Promise<Result<RestoredSection>>;
    /**
     * Backs up the credentials file, then replaces it with a backup, except the sections that
     * Rolekeeper wrote. Asks for consent; a dry run only returns what would change.
     */
    restoreFile(request: {
      readonly backupId: string;
      readonly dryRun: boolean;
    }): Promise<Result<RestoredFile>>;
    /**
     * Deletes the backups, except those with the only copy of a key. Asks for consent; a dry run
     * only returns what would be deleted.
     */
    purge(request: { readonly dryRun: boolean }): Promise<Result<PurgePlan>>;
  };
  readonly activity: {
    /** Returns the newest entries first. If `roleId` is set, returns only entries of that role. */
    list(request: {
      readonly limit: number;
      readonly roleId?: string;
    }): Promise<Result<readonly ActivityEntry[]>>;
  };
  readonly preferences: {
    /**
     * Changes the preferences in `changes`; null resets a preference to its default. Returns all
     * preferences, but the proxy without its password.
     */
    set(request: { readonly changes: PreferenceChanges }): Promise<Result<Preferences>>;
  };
  readonly settings: {
    /** Returns the roles and preferences as a JSON document without secrets. */
    export(request: Record<string, never>): Promise<Result<{ readonly document: string }>>;
    /**
     * Imports a document in one write, without the changes for which the person refuses consent. A
     * dry run asks nothing and accesses no path, and returns all changes.
     */
    import(request: {
      readonly document: string;
      readonly dryRun: boolean;
    }): Promise<Result<SettingsImport>>;
  };
  readonly about: {
    facts(request: Record<string, never>): Promise<Result<AboutFacts>>;
  };
  readonly doctor: {
    run(request: DoctorRequest): Promise<Result<readonly Check[]>>;
  };
}

/** The plan of an import, or its result. */
export interface SettingsImport {
  readonly roles: readonly ImportedRole[];
  /** The preferences that differ from the present ones. */
  readonly preferences: readonly ImportedPreference[];
}

export interface ImportedRole extends PlannedRole {
  /** Empty unless the role is new or changed. */
  readonly warnings: readonly RoleWarning[];
}

export interface ProfileIdentity {
  readonly identity: CallerIdentity;
  readonly kind: CallerKind;
  /**
   * The profile that has the credentials. It is the requested profile or the last profile of its
   * chain.
   */
  readonly profile: string;
}

export interface Released {
  readonly roleId: string;
  /** Other credentials files that still contain a session of this role. */
  readonly alsoIn: readonly string[];
  /** True if there is a backup from which the section can be restored. */
  readonly restorable: boolean;
}

export interface RestoredSection {
  readonly backup: Backup;
  /** True if credentials that Rolekeeper did not write were replaced. They were backed up first. */
  readonly replacedOthers: boolean;
}

export interface RestoredFile {
  readonly backup: Backup;
  /** The names of the sections that differ after the restore. */
  readonly changed: readonly string[];
  /** The names of the sections that Rolekeeper wrote, which the restore does not replace. */
  readonly kept: readonly string[];
}
