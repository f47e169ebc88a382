import type { CallerKind } from '../../core/roles/access/access.ts';

/** Texts from the empty window to the first working role. Names are safe to show. */
export interface FirstStepsWords {
  /** The number of roles in the config file that can be added. */
  readonly found: (count: number) => string;
  readonly foundDetail: string;
  readonly asking: (profile: string) => string;
  /** `owner` is the profile whose credentials were used, if it is a different one. */
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
