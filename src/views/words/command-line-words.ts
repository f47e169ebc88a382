import type { CheckLevel } from '../../core/contract/check.ts';
import type { Released, RestoredFile } from '../../core/contract/api.ts';
import type { Backup, CallerIdentity } from '../../core/ports.ts';
import type { CallerKind, Principal } from '../../core/roles/access/access.ts';

/** Texts of the command line, except failures. */
export interface CommandLineWords {
  readonly overview: {
    readonly summary: string;
    readonly after: readonly string[];
  };
  readonly usageLabel: string;
  readonly optionsLabel: string;
  readonly examplesLabel: string;
  readonly aliasesLabel: string;
  /** Added to the text of an option that can be repeated. */
  readonly repeatable: string;
  readonly moreHelp: (command: string | null) => string;
  readonly usageProblems: {
    readonly [Name in UsageProblem['kind']]: (problem: UsageProblemOf<Name>) => string;
  };
  readonly levels: Readonly<Record<CheckLevel, string>>;
  readonly warning: string;
  readonly toDo: string;
  readonly yes: string;
  readonly no: string;
  readonly askCode: (facts: {
    readonly serial: string;
    readonly sourceProfile: string;
    /** The server that gets the code, if it is not AWS. */
    readonly host: string | null;
    readonly from: string | null;
  }) => string;
  readonly codeNeededBy: (facts: {
    readonly serial: string;
    readonly sourceProfile: string;
    readonly until: string;
  }) => string;
  readonly mfaProcessFailed: (facts: {
    readonly sourceProfile: string;
    readonly message: string;
  }) => string;
  readonly askRole: (count: number) => string;
  readonly noSuchChoice: (count: number) => string;
  readonly timeLeft: (ms: number) => string;
  readonly roleAdded: (facts: {
    readonly name: string;
    readonly roleArn: string;
  }) => readonly string[];
  readonly roleChanged: (facts: { readonly name: string }) => string;
  readonly roleImport: {
    readonly columns: readonly [string, string, string, string, string];
    readonly howTo: string;
    readonly howToMfa: string;
    readonly imported: (facts: {
      readonly name: string;
      readonly targetProfile: string;
      readonly sourceProfile: string;
    }) => string;
    readonly next: (name: string) => string;
    readonly nothing: string;
  };
  readonly roleRemoved: (facts: { readonly name: string }) => string;
  /** Each value with its field. */
  readonly takenFromFile: (values: readonly string[]) => string;
  readonly endpointNotTaken: (endpoint: string) => string;
  readonly noRoles: readonly string[];
  readonly roleColumns: readonly [string, string, string, string, string, string];
  readonly statusColumns: readonly [string, string, string, string, string, string, string];
  readonly switchedOnOnly: string;
  readonly noSession: string;
  readonly unknownState: string;
  readonly refreshedByNothing: string;
  readonly keepRemedy: string;
  readonly renewalFails: string;
  readonly renewalFailed: string;
  readonly dryRun: string;
  readonly activity: {
    readonly columns: readonly [string, string, string, string, string];
    readonly none: string;
  };
  readonly assumed: (facts: {
    readonly name: string;
    readonly until: string;
    readonly left: string;
  }) => string;
  /** `by`: the processes that refresh it; null if there is none. */
  readonly switchedOn: (facts: { readonly name: string; readonly by: string | null }) => string;
  readonly notRefreshed: (name: string) => string;
  readonly capped: (facts: { readonly name: string; readonly durationSeconds: number }) => string;
  readonly keeping: (names: readonly string[]) => string;
  readonly keptElsewhere: (facts: {
    readonly names: readonly string[];
    readonly by: string;
  }) => string;
  readonly keepWaits: string;
  readonly keepEnded: string;
  readonly eventLine: (facts: EventFacts) => string;
  readonly released: (facts: {
    readonly name: string;
    readonly profile: string;
    readonly released: Released;
  }) => readonly string[];
  readonly nothingToRelease: string;
  readonly signIn: {
    readonly page: (facts: {
      readonly page: string;
      readonly userCode: string;
    }) => readonly string[];
    /** The page is not one of AWS's, so Rolekeeper does not open it. */
    readonly pageElsewhere: (host: string) => string;
    readonly done: (profile: string) => string;
  };
  readonly whoami: (identity: CallerIdentity) => readonly string[];
  readonly restoredSection: (facts: {
    readonly profile: string;
    readonly at: string;
    readonly replacedOthers: boolean;
  }) => readonly string[];
  readonly restoredFile: (facts: {
    readonly restored: RestoredFile;
    readonly at: string;
    readonly done: boolean;
  }) => readonly string[];
  readonly keysGone: (facts: { readonly name: string; readonly profile: string }) => string;
  /** Keys of another tool were copied to the backups and replaced by a session. */
  readonly keysReplaced: (facts: { readonly name: string; readonly profile: string }) => string;
  readonly keysMoved: (facts: { readonly name: string; readonly profile: string }) => string;
  readonly purged: (deleted: number) => string;
  readonly keptBackups: string;
  readonly purgeableBackups: string;
  readonly deletedBackups: string;
  /** The last line of a preview of `restore`. */
  readonly previewed: string;
  readonly noBackups: string;
  readonly backupColumns: readonly [string, string, string, string, string, string];
  readonly backupKinds: Readonly<Record<Backup['kind'], string>>;
  /** Why to check the trust policy's Principal before using it. */
  readonly principalUnsure: Readonly<
    Record<NonNullable<Principal['unsure']>, (arn: string) => string>
  >;
  readonly placeholderLeft: (facts: {
    readonly placeholder: string;
    readonly flag: string | null;
  }) => string;
  readonly runWhereCallerLives: (account: string | null) => string;
  readonly attachBy: Readonly<Record<CallerKind, string>>;
  readonly credentialProcessHint: (facts: {
    readonly name: string;
    readonly region: string | null;
  }) => readonly string[];
  readonly commandNotFound: (command: string) => string;
  readonly commandNotRunnable: (facts: {
    readonly command: string;
    readonly code: string;
  }) => string;
  readonly bug: (message: string) => string;
}

export interface EventFacts {
  readonly moment: string;
  readonly name: string;
  readonly event: string;
  readonly until: string | null;
  readonly failure: string | null;
}

/** Wrong usage, with exit code 2. */
export type UsageProblem =
  | {
      readonly kind: 'second-word-missing';
      readonly command: string;
      readonly words: readonly string[];
    }
  | {
      readonly kind: 'command-unknown';
      readonly command: string;
      readonly closest: string | null;
    }
  | { readonly kind: 'flag-unknown'; readonly flag: string; readonly closest: string | null }
  | { readonly kind: 'value-missing'; readonly flag: string; readonly instead: string | null }
  | { readonly kind: 'value-unwanted'; readonly flag: string }
  | { readonly kind: 'name-missing'; readonly name: string }
  /** The option does nothing unless one of the others is given too. */
  | {
      readonly kind: 'no-effect';
      readonly flag: string;
      readonly without: readonly string[];
    }
  | { readonly kind: 'word-unexpected'; readonly word: string }
  | { readonly kind: 'flag-needed'; readonly flags: readonly string[] }
  | { readonly kind: 'flags-exclude'; readonly flags: readonly string[] }
  | { readonly kind: 'nothing-given' }
  | { readonly kind: 'program-missing' }
  | {
      readonly kind: 'shell-unknown';
      readonly shell: string;
      readonly shells: readonly string[];
    }
  | {
      readonly kind: 'file-unreadable';
      readonly flag: string;
      readonly file: string;
      readonly code: string;
    };

export type UsageProblemOf<Name extends UsageProblem['kind']> = Extract<
  UsageProblem,
  { readonly kind: Name }
>;
