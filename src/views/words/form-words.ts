import type { SectionHolds } from '../../core/failures/failure.ts';
import type { PastedRole } from '../../core/roles/pasted/pasted-role.ts';
import type { ChainLeaf } from '../../core/roles/profiles/source-chain.ts';
import type { QuestionText } from './panel-words.ts';

/** What the form of a role says beside its fields. Names come safe to show. */
export interface FormWords {
  readonly paste: {
    /** `further`: fields filled beside the ARN. */
    readonly found: (facts: { readonly from: PastedRole['from']; readonly further: number }) => string;
    readonly choose: Readonly<Record<'policy' | 'profile', string>>;
    readonly passedOver: (names: readonly string[]) => string;
    readonly secret: string;
    readonly noRole: Readonly<Record<'profile' | 'command', string>>;
    readonly endpoint: (endpoint: string) => string;
  };
  readonly clipboard: {
    readonly offer: Readonly<Record<PastedRole['from'], string>>;
    readonly use: string;
    readonly look: string;
    readonly nothing: string;
  };
  /** What gives a profile its credentials. */
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
    readonly denied: (message: string) => string;
    readonly works: string;
    readonly fails: string;
    readonly askCode: (facts: { readonly device: string; readonly sourceProfile: string }) => string;
    readonly toField: (label: string) => string;
    /** Of a step, for whoever cannot see its sign. */
    readonly tones: Readonly<Record<'good' | 'bad', string>>;
  };
  readonly duplicate: string;
  /** Where the form of a new role holds something else. */
  readonly askReplace: QuestionText;
  readonly undo: string;
  readonly putBack: (name: string) => string;
}
