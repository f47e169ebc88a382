import type { CallerKind } from '../../core/roles/access/access.ts';

/** What is said on the way from an empty window to a role that works. Names come safe to show. */
export interface FirstStepsWords {
  /** Roles of the config file that can be added. */
  readonly found: (count: number) => string;
  readonly foundDetail: string;
  readonly asking: (profile: string) => string;
  /** `owner`: the profile whose credentials answer, where it is another. */
  readonly identity: (facts: {
    readonly profile: string;
    readonly owner: string;
    readonly kind: CallerKind;
  }) => string;
  readonly again: string;
  readonly step: (facts: { readonly step: number; readonly of: number }) => string;
  readonly tryIt: string;
  readonly tryItDetail: string;
  readonly works: (name: string) => string;
  readonly worksDetail: string;
  readonly command: string;
  readonly you: string;
}
