import type { MfaOutcome } from '../mfa/mfa-request.ts';
import type { Check, DoctorRequest } from './check.ts';
import type { SessionFact } from '../sessions/session-fact.ts';
import type { PurgePlan } from '../credentials-file/purge-plan.ts';
import type { AccessDocuments, CallerKind } from '../roles/access/access.ts';
import type { ImportObstacle, SectionHolds } from '../failure.ts';
import type { ActivityEntry, Backup, CallerIdentity } from '../ports.ts';
import type { Result } from '../result.ts';
import type { PreferenceChanges, Preferences } from '../settings/preferences.ts';
import type { Role } from '../roles/role.ts';
import type { RoleChanges, RoleDraft } from '../roles/role-draft.ts';
import type { PlannedRole } from '../settings/import-plan.ts';
import type { ImportedPreference } from '../settings/imported-preference.ts';
import type { RoleWarning } from '../roles/role-warning.ts';
import type { SourceProfile } from '../roles/sources/source-profiles.ts';
import type { RoleTrial } from '../assuming/trial/role-trial.ts';

/**
 * Every request that a surface (tray, panel, command line) can make, with its types. `api-schema` holds the zod schema of each.
 * Nothing in here carries a secret outwards; an MFA code goes inwards once.
 */
export interface Api {
  readonly role: {
    add(request: { readonly role: RoleDraft }): Promise<Result<RoleSaved>>;
    set(request: {
      readonly roleId: string;
      readonly changes: RoleChanges;
    }): Promise<Result<RoleSaved>>;
    /** Releases first, in every credentials file that a record names. */
    remove(request: { readonly roleId: string }): Promise<Result<Role>>;
    /** Puts back a role that this process removed, as it stood: same id, switched on again where it was. */
    putBack(request: { readonly roleId: string }): Promise<Result<RoleSaved>>;
    /** What saving would warn of; `field-invalid` where it would be refused. `roleId`: of the role that is changed, null for a new one. Nothing is written. */
    preview(request: {
      readonly role: RoleDraft;
      readonly roleId: string | null;
    }): Promise<Result<RolePreview>>;
    /** Tries it at AWS, and keeps nothing of what STS gives. `code`: of the device that the trial before asked for. */
    test(request: {
      readonly role: RoleDraft;
      readonly roleId: string | null;
      readonly code: string | null;
    }): Promise<Result<RoleTrial>>;
    /** Profiles that a role can be assumed from. Nothing is called or run. */
    sources(request: Record<string, never>): Promise<Result<readonly SourceProfile[]>>;
    /** Every profile of the user's files with a `role_arn`, as the role that it would become. Nothing is called or run. */
    importable(request: Record<string, never>): Promise<Result<ImportableProfiles>>;
    /**
     * Adds what was chosen, all in one write; each that cannot be added is `not-importable` in its
     * own result. `withSourceMfa`: those of them that take the MFA device of their source profile.
     */
    import(request: {
      readonly profiles: readonly string[];
      readonly withSourceMfa: readonly string[];
    }): Promise<Result<readonly ImportOutcome[]>>;
  };
  readonly session: {
    /**
     * Calls STS now, whatever is still valid. `keep` switches the role on for this credentials file.
     * `takeOver` asks the person for consent to replace credentials that others wrote.
     */
    assume(request: {
      readonly roleId: string;
      readonly keep: boolean;
      readonly takeOver: boolean;
    }): Promise<Result<SessionFact>>;
    /** Uses what is still fresh, else assumes. */
    ensure(request: { readonly roleId: string }): Promise<Result<SessionFact>>;
    /** Switches off, and takes our keys out of this credentials file. */
    release(request: { readonly roleId: string }): Promise<Result<Released>>;
    /** Keeps this role while this process runs, without switching it on for others. */
    keepHere(request: { readonly roleId: string }): Promise<Result<null>>;
  };
  readonly mfa: {
    /** Asks GetSessionToken with this code, then assumes every role that waited for it; those that the old session still serves go on as they are. */
    submit(request: {
      readonly requestId: string;
      readonly code: string;
    }): Promise<Result<readonly MfaOutcome[]>>;
    /** Puts a request off: no notice for an hour, and again at once where a role cannot go on without. */
    snooze(request: { readonly requestId: string }): Promise<Result<null>>;
  };
  readonly signIn: {
    /**
     * Signs a person in, in the browser, for a profile of IAM Identity Center or `aws login`; what they need to see is in the state until it has ended.
     * `device`: with a code that may be entered on another machine.
     */
    begin(request: { readonly profile: string; readonly device: boolean }): Promise<Result<null>>;
    cancel(request: { readonly requestId: string }): Promise<Result<null>>;
  };
  readonly access: {
    /** The policies, commands and pages that let this role be assumed. `identify` asks STS who calls. */
    documents(request: {
      readonly roleId: string;
      readonly identify: boolean;
    }): Promise<Result<AccessDocuments>>;
    /** Who AWS says calls where a role is assumed from this profile. Nothing is assumed, and no code is asked for. */
    identify(request: { readonly profile: string }): Promise<Result<SourceIdentity>>;
    /**
     * Who AWS says this role's target profile is now. Writes nothing: a role that is off is assumed
     * in memory, with `code` if its device is asked for one.
     */
    whoami(request: {
      readonly roleId: string;
      readonly code: string | null;
    }): Promise<Result<CallerIdentity>>;
  };
  readonly backups: {
    list(request: Record<string, never>): Promise<Result<readonly Backup[]>>;
    /**
     * Puts back the section that a take-over copied; the role is released first. Asks for consent
     * if others have keys there by now.
     */
    restoreSection(request: { readonly profile: string }): Promise<Result<RestoredSection>>;
    /**
     * Replaces the whole file after a backup of the present one; sections now under our mark stay.
     * Asks for consent; a dry run only says what would change.
     */
    restoreFile(request: {
      readonly backupId: string;
      readonly dryRun: boolean;
    }): Promise<Result<RestoredFile>>;
    /**
     * Deletes the copies, but for those that hold the only copy of a key. Asks for consent; a
     * dry run only says what would become of them.
     */
    purge(request: { readonly dryRun: boolean }): Promise<Result<PurgePlan>>;
  };
  readonly activity: {
    /** The newest first; with `roleId` those of one role. */
    list(request: {
      readonly limit: number;
      readonly roleId?: string;
    }): Promise<Result<readonly ActivityEntry[]>>;
  };
  readonly preferences: {
    /** Absent leaves a preference as it is, null gives its default back. The paths of the AWS files hold from the next start on. A proxy is answered without its password. */
    set(request: { readonly changes: PreferenceChanges }): Promise<Result<Preferences>>;
  };
  readonly settings: {
    /** Roles and preferences as a JSON document; no secret is in it. */
    export(request: Record<string, never>): Promise<Result<{ readonly document: string }>>;
    /**
     * Imports what an exported document has, all in one write. What needs consent and does not get it
     * is left out. A dry run asks nothing and opens no path: it says what would be asked.
     */
    import(request: {
      readonly document: string;
      readonly dryRun: boolean;
    }): Promise<Result<SettingsImport>>;
  };
  readonly doctor: {
    run(request: DoctorRequest): Promise<Result<readonly Check[]>>;
  };
}

/** What becomes of a document's settings. */
export interface SettingsImport {
  readonly roles: readonly ImportedRole[];
  /** Those that would differ. */
  readonly preferences: readonly ImportedPreference[];
}

export interface ImportedRole extends PlannedRole {
  /** Of one that is new or changed. */
  readonly warnings: readonly RoleWarning[];
}

export interface SourceIdentity {
  readonly identity: CallerIdentity;
  readonly kind: CallerKind;
  /** The profile whose credentials these are: the one that was asked for, or the last of its chain. */
  readonly profile: string;
}

export interface RoleSaved {
  readonly role: Role;
  readonly warnings: readonly RoleWarning[];
}

export interface RolePreview {
  readonly warnings: readonly RoleWarning[];
}

export interface ImportableProfiles {
  /** Of the config file. */
  readonly path: string;
  /** By name. */
  readonly profiles: readonly ImportableProfile[];
  /** Sections with a `role_arn` that AWS tools pass over, and the header that makes each a profile. */
  readonly ignored: readonly { readonly section: string; readonly better: string | null }[];
}

export interface ImportableProfile {
  readonly profile: string;
  /** The role as it would be stored; null if the profile does not give one. Its endpoint needs consent if it is not AWS's. */
  readonly role: Role | null;
  /** What gives credentials to its source profile; null where nothing does yet. */
  readonly builtOn: SectionHolds | null;
  /** Null where it can be added. */
  readonly obstacle: ImportObstacle | null;
  /** What would clash, or be hidden. */
  readonly warnings: readonly RoleWarning[];
}

/** What became of one profile. */
export interface ImportOutcome {
  readonly profile: string;
  readonly result: Result<RoleSaved>;
}

export interface Released {
  readonly roleId: string;
  /** Credentials files of other processes that still hold this role. */
  readonly alsoIn: readonly string[];
  /** A section that a take-over copied can be put back. */
  readonly restorable: boolean;
}

export interface RestoredSection {
  readonly backup: Backup;
  /** Keys of others were there; they were copied to the backups first. */
  readonly replacedOthers: boolean;
}

export interface RestoredFile {
  readonly backup: Backup;
  readonly changed: readonly string[];
  readonly kept: readonly string[];
}
