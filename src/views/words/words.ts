import type { CheckLevel, CheckName } from '../../core/contract/check.ts';
import type { RoleWarning } from '../../core/roles/role-warning.ts';
import type { Problem } from '../../core/contract/app-state.ts';
import type { ActivityEvent } from '../../core/ports.ts';
import type {
  BrokenRule,
  Failure,
  FailureKind,
  FieldRule,
  PolicyProblem,
  ForeignHolds,
} from '../../core/failure.ts';
import type { Session } from '../../core/sessions/session.ts';
import type { ActivityWords } from './activity-words.ts';
import type { ApplicationWords } from './application-words.ts';
import type { ConsentWords } from './consent-words.ts';
import type { CommandLineWords } from './command-line-words.ts';
import type { FirstStepsWords } from './first-steps-words.ts';
import type { FormWords } from './form-words.ts';
import type { ImportWords } from './import-words.ts';
import type { ListWords } from './list-words.ts';
import type { PanelWords } from './panel-words.ts';
import type { TransferWords } from './transfer-words.ts';
import type { CauseWords, NoticeWords, TrayWords } from './tray-words.ts';

/** Every string that a person reads. A language is one object that `satisfies Words`; a kind without words does not compile. */
export interface Words {
  /** BCP 47. */
  readonly language: 'en' | 'de';
  readonly failures: {
    readonly [Kind in FailureKind]: (failure: FailureOf<Kind>, voice: Voice) => FailureText;
  };
  readonly problems: {
    readonly [Kind in Problem['kind']]: (problem: ProblemOf<Kind>, voice: Voice) => FailureText;
  };
  readonly warnings: {
    readonly [Kind in RoleWarning['kind']]: (warning: WarningOf<Kind>, voice: Voice) => string;
  };
  /** A field's rule, as a sentence that follows the field's name: "must be …". */
  readonly rules: { readonly [Name in FieldRule['rule']]: (rule: RuleOf<Name>) => string };
  readonly policyProblems: {
    readonly [Why in PolicyProblem['why']]: (problem: PolicyProblemOf<Why>) => string;
  };
  readonly brokenRules: Readonly<Record<BrokenRule, string>>;
  readonly sectionHolds: Readonly<Record<ForeignHolds, string>>;
  readonly sessionStates: Readonly<Record<Session['state'], string>>;
  readonly events: Readonly<Record<ActivityEvent, string>>;
  readonly checks: Readonly<Record<CheckName, (check: CheckFacts) => CheckText>>;
  readonly commandLine: CommandLineWords;
  readonly causes: CauseWords;
  readonly tray: TrayWords;
  readonly notices: NoticeWords;
  readonly panel: PanelWords;
  readonly list: ListWords;
  readonly forming: FormWords;
  readonly importing: ImportWords;
  readonly activity: ActivityWords;
  readonly transfer: TransferWords;
  readonly firstSteps: FirstStepsWords;
  readonly application: ApplicationWords;
  readonly consent: ConsentWords;
}

export type FailureOf<Kind extends FailureKind> = Extract<Failure, { readonly kind: Kind }>;
export type ProblemOf<Kind extends Problem['kind']> = Extract<Problem, { readonly kind: Kind }>;
export type WarningOf<Kind extends RoleWarning['kind']> = Extract<
  RoleWarning,
  { readonly kind: Kind }
>;
export type RuleOf<Name extends FieldRule['rule']> = Extract<FieldRule, { readonly rule: Name }>;
export type PolicyProblemOf<Why extends PolicyProblem['why']> = Extract<
  PolicyProblem,
  { readonly why: Why }
>;

export interface FailureText {
  /** What happened, without a full stop. */
  readonly title: string;
  /** Why, in sentences; may have several lines. */
  readonly detail: string;
  readonly remedy: Remedy | null;
}

export interface Remedy {
  /** What to do, as a button or a line says it. */
  readonly label: string;
  /** The same in a terminal; null where no command does it. */
  readonly command: string | null;
}

/** What the words need to know of the surface that speaks them. */
export interface FailureVoice {
  /** Name of the role that failed; null where the trouble has none. */
  readonly roleName: string | null;
  /** What this surface calls a role's field: `--role-arn` in a terminal, a label in the panel. */
  field(name: string): string;
  /** Epoch ms as a local time; with the day where it is not today. */
  time(at: number): string;
  /** The same with seconds. */
  moment(at: number): string;
}

/** The surface's voice, and what `failure-text` adds to it. */
export interface Voice extends FailureVoice {
  /** The policy that allows exactly the role of an `access-denied`, as JSON text; null elsewhere. */
  readonly identityPolicy: string | null;
  /** A name of the failure as one word of a command that a person may paste; `NAME` if that is not safe. */
  word(name: string | null): string;
}

export interface CheckFacts {
  readonly level: CheckLevel;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

export interface CheckText {
  readonly title: string;
  readonly detail: string;
  /** What to do about it; shown if the level is `look` or `bad`. */
  readonly remedy: string | null;
}
