import type { CheckLevel } from '../../core/contract/check.ts';
import type { Preferences } from '../../core/settings/preferences.ts';
import type { MfaMode, RoleField } from '../../core/roles/role-fields.ts';
import type { CallerKind, Principal } from '../../core/roles/access/access.ts';
import type { Shell } from '../../core/quoting.ts';

/**
 * Texts of the panel, except failures and checks. Names are safe to show; times are already
 * formatted.
 */
export interface PanelWords {
  readonly title: string;
  readonly back: string;
  readonly close: string;
  readonly dismiss: string;
  readonly cancel: string;
  readonly copy: string;
  readonly copied: string;
  readonly details: string;
  readonly loading: string;
  readonly gone: { readonly title: string; readonly detail: string };

  readonly addRole: string;
  readonly doctor: string;
  readonly settings: string;
  readonly groups: Readonly<Record<'needy' | 'on' | 'off', string>>;
  readonly filter: string;
  readonly nothingFound: (wanted: string) => string;

  readonly status: {
    readonly off: string;
    readonly waiting: string;
    readonly assuming: string;
    readonly until: (time: string) => string;
    readonly expired: (time: string) => string;
    readonly refreshing: string;
    readonly refreshes: (time: string) => string;
    readonly notRefreshed: string;
    readonly triesAgain: (time: string) => string;
    readonly triesSoon: string;
    readonly waitsForYou: string;
    readonly left: (ms: number) => string;
  };
  /** The label of a role's switch. */
  readonly keep: (name: string) => string;
  readonly more: (name: string) => string;
  readonly actions: {
    readonly refresh: string;
    readonly assumeOnce: string;
    readonly release: string;
    readonly edit: string;
    readonly access: string;
    readonly copyProfile: string;
  };
  readonly facts: {
    readonly keptBy: string;
    readonly roleArn: string;
    readonly profile: string;
    readonly source: string;
    readonly endpoint: string;
    readonly tryIt: string;
  };
  readonly remedies: {
    readonly tryAgain: string;
    readonly takeOver: string;
    readonly enterCode: string;
    readonly seeAccess: string;
    readonly editRole: string;
    readonly openDoctor: string;
    readonly openSettings: string;
    readonly signIn: string;
    readonly restore: string;
    readonly seeRoles: string;
    readonly addRole: string;
    readonly copy: string;
    readonly open: string;
  };

  readonly firstRun: {
    readonly title: string;
    readonly lead: string;
    readonly steps: readonly { readonly title: string; readonly detail: string }[];
    readonly add: string;
    readonly note: string;
  };

  readonly form: {
    readonly addTitle: string;
    readonly editTitle: (name: string) => string;
    readonly paste: string;
    readonly pasteHint: string;
    readonly labels: Readonly<Record<RoleField, string>>;
    readonly hints: Readonly<Partial<Record<RoleField, string>>>;
    readonly optional: string;
    readonly more: string;
    readonly parameters: string;
    readonly mfaModes: Readonly<Record<MfaMode, string>>;
    readonly durations: (seconds: number) => string;
    readonly otherDuration: string;
    readonly save: string;
    readonly saveNew: string;
    readonly saving: string;
    readonly remove: string;
    readonly askRemove: (name: string) => QuestionText;
    readonly saved: (name: string) => string;
    readonly removed: (name: string) => string;
    /** A rule, after the field's name. */
    readonly broken: (label: string, rule: string) => string;
    readonly correct: string;
  };

  readonly mfa: {
    readonly title: string;
    readonly lead: (facts: { readonly device: string; readonly sourceProfile: string }) => string;
    /** Shown if the code does not go to AWS. */
    readonly goesTo: (host: string) => string;
    readonly serves: (names: readonly string[]) => string;
    readonly code: string;
    readonly hint: string;
    readonly checking: string;
    readonly submit: string;
    readonly waitFor: (seconds: number) => string;
    /** `until` is the end of the current MFA session; null if a role is waiting. */
    readonly banner: (facts: {
      readonly device: string;
      readonly names: readonly string[];
      readonly until: string | null;
    }) => string;
    readonly until: (until: string) => string;
    readonly later: string;
    readonly processFailed: (facts: {
      readonly sourceProfile: string;
      readonly message: string;
    }) => string;
    readonly enter: string;
  };

  readonly signIn: {
    readonly title: string;
    readonly lead: (profile: string) => string;
    readonly compare: string;
    readonly page: string;
    readonly open: string;
    readonly preparing: string;
    /** The AWS CLI opened the page. */
    readonly elsewhere: string;
    readonly waiting: string;
    readonly giveUp: string;
    readonly close: string;
    readonly done: (profile: string) => string;
  };

  readonly access: {
    readonly title: (name: string) => string;
    readonly lead: string;
    readonly caller: string;
    readonly callerUnknown: string;
    readonly kinds: Readonly<Record<CallerKind, string>>;
    readonly identityPolicy: string;
    readonly identityLead: string;
    readonly commands: string;
    readonly shell: string;
    readonly shells: Readonly<Record<Shell, string>>;
    readonly group: string;
    readonly fillIn: (placeholders: readonly string[]) => string;
    readonly trustPolicy: string;
    readonly trustLead: string;
    readonly pages: Readonly<Record<'caller' | 'role', string>>;
    readonly principalUnsure: Readonly<
      Record<Exclude<Principal['unsure'], null>, (arn: string) => string>
    >;
    readonly tryAgain: string;
  };

  readonly checkup: {
    readonly title: string;
    readonly lead: string;
    readonly again: string;
    readonly allGood: string;
    readonly levels: Readonly<Record<CheckLevel, string>>;
  };

  readonly preferences: {
    readonly title: string;
    readonly credentialsFile: string;
    readonly configFile: string;
    readonly filesHint: string;
    readonly sections: Readonly<Record<'application' | 'sessions' | 'network' | 'files', string>>;
    readonly startAtLogin: string;
    readonly startAtLoginHint: string;
    readonly theme: string;
    readonly themes: Readonly<Record<Preferences['theme'], string>>;
    readonly language: string;
    readonly languages: Readonly<Record<Preferences['language'], string>>;
    readonly languageHint: string;
    readonly notices: string;
    readonly noticeChoices: Readonly<Record<Preferences['notices'], string>>;
    readonly noticesHint: string;
    readonly proxy: string;
    readonly proxyHint: string;
    readonly caBundle: string;
    readonly caBundleHint: string;
    readonly writeInPlace: string;
    readonly writeInPlaceHint: string;
    readonly releaseAtQuit: string;
    readonly releaseAtQuitHint: string;
    readonly mfaSession: string;
    readonly mfaSessionHint: string;
    readonly hours: (seconds: number) => string;
    readonly saved: string;
  };
}

export interface QuestionText {
  readonly title: string;
  readonly detail: string;
  readonly confirm: string;
}
