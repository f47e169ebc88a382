import type { MfaOutcome } from '../mfa/mfa-request.ts';
import type { Check, DoctorRequest } from './check.ts';
import type { DiscoveryApi } from './discovery-api.ts';
import type { RoleApi } from './role-api.ts';
import type { SessionFact } from '../sessions/session-fact.ts';
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
 * Every request that a surface (tray, panel, command line) can make. `api-schema` has the schema of
 * each. No secret leaves through it; an MFA code enters once.
 */
export interface Api {
  // `Pick`, because the type of an interface does not match an index signature.
  readonly role: Pick<RoleApi, keyof RoleApi>;
  readonly session: {
    /**
     * Calls STS now, even if the session is still fresh. `keep` switches the role on for this
     * credentials file. `takeOver` asks the person for consent to replace other credentials.
     */
    assume(request: {
      readonly roleId: string;
      readonly keep: boolean;
      readonly takeOver: boolean;
    }): Promise<Result<SessionFact>>;
    /** Uses a fresh session, else assumes the role. */
    ensure(request: { readonly roleId: string }): Promise<Result<SessionFact>>;
    /** Switches the role off and removes our keys from this credentials file. */
    release(request: { readonly roleId: string }): Promise<Result<Released>>;
    /** Keeps this role fresh while this process runs, without switching it on for others. */
    keepHere(request: { readonly roleId: string }): Promise<Result<null>>;
  };
  readonly mfa: {
    /**
     * Calls GetSessionToken with this code, then assumes every role that waited for it. Roles that
     * still use the old session do not change.
     */
    submit(request: {
      readonly mfaRequestId: string;
      readonly code: string;
    }): Promise<Result<readonly MfaOutcome[]>>;
    /**
     * Postpones a request for an hour, but asks again at once if a role cannot continue without the
     * code.
     */
    snooze(request: { readonly mfaRequestId: string }): Promise<Result<null>>;
  };
  readonly signIn: {
    /**
     * Signs a person in, in the browser, for a profile of IAM Identity Center or `aws login`. Until
     * the sign-in ends, `AppState.signIns` has the page and the code to show. `device`: with a code
     * that can be entered on another computer.
     */
    begin(request: { readonly profile: string; readonly device: boolean }): Promise<Result<null>>;
    cancel(request: { readonly signInId: string }): Promise<Result<null>>;
  };
  readonly discovery: Pick<DiscoveryApi, keyof DiscoveryApi>;
  readonly access: {
    /**
     * Returns the policies, commands and pages that allow this role. `identify` asks STS for the
     * caller.
     */
    documents(request: {
      readonly roleId: string;
      readonly identify: boolean;
    }): Promise<Result<AccessDocuments>>;
    /**
     * Returns the identity that this profile's credentials have at AWS. Assumes nothing and asks
     * for no code.
     */
    identify(request: { readonly profile: string }): Promise<Result<SourceIdentity>>;
    /**
     * Returns the identity of this role's target profile at AWS. Writes nothing: a role that is off
     * is assumed in memory, with `code` if its device needs one.
     */
    whoami(request: {
      readonly roleId: string;
      readonly code: string | null;
    }): Promise<Result<CallerIdentity>>;
  };
  readonly backups: {
    list(request: Record<string, never>): Promise<Result<readonly Backup[]>>;
    /**
     * Puts back the section that a take-over copied. The role is released first. Asks for consent
     * if the section has other keys by now.
     */
    restoreSection(request: { readonly profile: string }): Promise<Result<RestoredSection>>;
    /**
     * Replaces the whole file by a backup, after a copy of the present file. Sections under our
     * mark stay. Asks for consent; a dry run returns what would change.
     */
    restoreFile(request: {
      readonly backupId: string;
      readonly dryRun: boolean;
    }): Promise<Result<RestoredFile>>;
    /**
     * Deletes the copies, except those with the only copy of a key. Asks for consent; a dry run
     * returns what would be deleted.
     */
    purge(request: { readonly dryRun: boolean }): Promise<Result<PurgePlan>>;
  };
  readonly activity: {
    /** The newest first. With `roleId`, those of one role. */
    list(request: {
      readonly limit: number;
      readonly roleId?: string;
    }): Promise<Result<readonly ActivityEntry[]>>;
  };
  readonly preferences: {
    /**
     * An absent preference does not change; null resets it. Paths of AWS files apply after the next
     * start. A proxy is returned without its password.
     */
    set(request: { readonly changes: PreferenceChanges }): Promise<Result<Preferences>>;
  };
  readonly settings: {
    /** Returns roles and preferences as a JSON document without secrets. */
    export(request: Record<string, never>): Promise<Result<{ readonly document: string }>>;
    /**
     * Imports a document in one write, without what needs consent and does not get it. A dry run
     * asks nothing and opens no path; it returns what would be asked.
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

/** The plan or result of an import. */
export interface SettingsImport {
  readonly roles: readonly ImportedRole[];
  /** Preferences that differ. */
  readonly preferences: readonly ImportedPreference[];
}

export interface ImportedRole extends PlannedRole {
  /** For a role that is new or changed. */
  readonly warnings: readonly RoleWarning[];
}

export interface SourceIdentity {
  readonly identity: CallerIdentity;
  readonly kind: CallerKind;
  /** The profile of these credentials: the requested one, or the last of its chain. */
  readonly profile: string;
}

export interface Released {
  readonly roleId: string;
  /** Credentials files of other processes that still contain this role's session. */
  readonly alsoIn: readonly string[];
  /** True if a section that a take-over copied can be put back. */
  readonly restorable: boolean;
}

export interface RestoredSection {
  readonly backup: Backup;
  /** True if other credentials were there. They were copied to the backups first. */
  readonly replacedOthers: boolean;
}

export interface RestoredFile {
  readonly backup: Backup;
  readonly changed: readonly string[];
  readonly kept: readonly string[];
}
