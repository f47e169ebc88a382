import type { SourceDevice } from '../../core/roles/sources/source-device.ts';
import type { AccessDenied } from '../../core/sts/denial.ts';
import type { SectionHolds } from '../../core/failure.ts';
import type { Left, PastedRole } from '../../core/roles/pasted/pasted-role.ts';
import type { ChainLeaf } from '../../core/roles/sources/source-chain.ts';
import type { QuestionText } from './panel-words.ts';

/** Texts of a role's form, except its fields. Names are safe to show. */
export interface FormWords {
  readonly paste: {
    /** `further` counts the fields filled besides the ARN. */
    readonly found: (facts: {
      readonly from: PastedRole['from'];
      readonly further: number;
    }) => string;
    readonly choose: string;
    readonly skipped: (names: readonly string[]) => string;
    /** What was recognised but not used. */
    readonly left: Readonly<Record<Left['why'], (text: string) => string>>;
    /** The text was too long to be read completely. */
    readonly cut: string;
    /** The conditions of a policy in the text that the form does not meet. */
    readonly demands: {
      readonly mfa: string;
      readonly 'mfa-age': (seconds: number) => string;
      readonly tag: (facts: { readonly key: string; readonly values: readonly string[] }) => string;
      readonly other: (text: string) => string;
    } & Readonly<
      Record<
        'external-id' | 'session-name' | 'source-identity',
        (values: readonly string[]) => string
      >
    >;
    readonly endpoint: (endpoint: string) => string;
  };
  readonly clipboard: {
    readonly offer: Readonly<Record<PastedRole['from'], string>>;
    readonly use: string;
    readonly look: string;
    readonly nothing: string;
  };
  /** The source of a profile's credentials. */
  readonly gives: Readonly<Record<SectionHolds | ChainLeaf['kind'] | 'role', string>>;
  readonly sourceGives: (facts: { readonly profile: string; readonly gives: string }) => string;
  readonly beforeSaving: string;
  readonly trial: {
    readonly run: string;
    readonly again: string;
    readonly running: string;
    readonly title: string;
    readonly lead: string;
    readonly source: (facts: { readonly profile: string; readonly gives: string }) => string;
    readonly through: (profiles: readonly string[]) => string;
    readonly caller: string;
    readonly code: (device: string) => string;
    readonly assume: (until: string) => string;
    readonly denied: (failure: AccessDenied) => string;
    readonly missingDevice: (device: SourceDevice) => string;
    readonly works: string;
    readonly fails: string;
    readonly askCode: (facts: {
      readonly device: string;
      readonly sourceProfile: string;
    }) => string;
    readonly toField: (label: string) => string;
    /** A step's result, for screen readers. */
    readonly tones: Readonly<Record<'good' | 'bad', string>>;
  };
  readonly duplicate: string;
  /** Asked if the new role's form already contains something else. */
  readonly askReplace: QuestionText;
  readonly undo: string;
  readonly putBack: (name: string) => string;
}
