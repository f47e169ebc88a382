import type { Quote } from '../command-word.ts';
import type { CheckLevel, CheckName } from '../../core/contract/check.ts';
import type { RoleWarning } from '../../core/roles/role-warning.ts';
import type { Problem } from '../../core/contract/app-state.ts';
import type { ActivityEvent, Keeper } from '../../core/ports.ts';
import type { Failure, FailureKind, ForeignHolds } from '../../core/failure.ts';
import type { BrokenRule, FieldRule } from '../../core/field-rule.ts';
import type { PolicyProblem } from '../../core/refused-text.ts';
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

/**
 * Every text of one language. A language is an object that `satisfies Words`, so a missing text
 * does not compile.
 */
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
  /** A field's rule as a sentence after the field's name: "must be …". */
  readonly rules: { readonly [Name in FieldRule['rule']]: (rule: RuleOf<Name>) => string };
  readonly policyProblems: {
    readonly [Why in PolicyProblem['why']]: (problem: PolicyProblemOf<Why>) => string;
  };
  readonly brokenRules: Readonly<Record<BrokenRule, string>>;
  readonly sectionHolds: Readonly<Record<ForeignHolds, string>>;
  readonly sessionStates: Readonly<Record<Session['state'], string>>;
  readonly events: Readonly<Record<ActivityEvent, string>>;
  readonly keeping: KeepingWords;
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

/** Which process refreshes a role. */
export interface KeepingWords {
  /** A process, as it follows "by": "rolekeeper keep (process 4242)". */
  readonly process: (keeper: Pick<Keeper, 'kind' | 'pid' | 'host'>) => string;
  /** Between the last two of several processes. */
  readonly and: string;
  /** "Kept fresh by rolekeeper keep (process 4242)" */
  readonly by: (processes: string) => string;
  readonly nobody: string;
  /** The process whose surface this is, as it follows "by". */
  readonly here: string;
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
  /** What happened, without a period. */
  readonly title: string;
  /** Why, in sentences; can have several lines. */
  readonly detail: string;
  readonly remedy: Remedy | null;
}

export interface Remedy {
  /** What to do, as a button's label. */
  readonly label: string;
  /** The same as a command; null if there is none. */
  readonly command: string | null;
}

/** How a surface names and formats the facts of a failure. */
export interface FailureVoice {
  /** The role that failed; null if the failure belongs to no role. */
  readonly roleName: string | null;
  /** The surface's name for a role's field: `--role-arn` in a terminal, a label in the panel. */
  field(name: string): string;
  /** Epoch ms as a local time, with the date unless it is today. */
  time(at: number): string;
  /** Like `time`, with seconds. */
  moment(at: number): string;
  /** How the surface's shell quotes a word. Absent: as every shell reads it. */
  readonly quote?: Quote;
}

/** The surface's voice with what `failure-text` adds. */
export interface Voice extends FailureVoice {
  /** The policy that allows exactly the denied role, as JSON; null for other failures. */
  readonly identityPolicy: string | null;
  /** A name as one word of a command to paste; `NAME` if that is not safe. */
  word(name: string | null): string;
  /** One of our commands as a line to paste: `call('role set', name, '--region R')`. */
  call(command: string, name: string | null, ...options: readonly string[]): string;
  /** An option with its value, as words of such a line. */
  option(flag: string, value: string | null): string;
}

export interface CheckFacts {
  readonly level: CheckLevel;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

export interface CheckText {
  readonly title: string;
  readonly detail: string;
  /** What to do; shown if the level is `look` or `bad`. */
  readonly remedy: string | null;
}
