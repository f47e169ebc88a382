import type { ImportableProfile } from '../../core/contract/api.ts';
import type { ImportObstacle } from '../../core/failure.ts';

export type ImportObstacleOf<Why extends ImportObstacle['why']> = Extract<
  ImportObstacle,
  { readonly why: Why }
>;

/** Texts about the roles in the config file. Names are safe to show. */
export interface ImportWords {
  /** Why a profile cannot be added, as sentences. */
  readonly obstacles: {
    readonly [Why in ImportObstacle['why']]: (
      obstacle: ImportObstacleOf<Why>,
      profile: string,
    ) => string;
  };
  /** The credentials that assume the role, and their source. */
  readonly source: (profile: ImportableProfile) => string;
  readonly endpoint: (endpoint: string) => string;
  readonly none: (path: string) => string;
  readonly ignored: (section: string, better: string | null) => string;

  readonly states: Readonly<Record<'new' | 'known' | 'impossible', string>>;

  readonly title: string;
  readonly lead: (path: string) => string;
  readonly open: string;
  readonly filter: string;
  readonly all: string;
  readonly choose: (profile: string) => string;
  readonly useDevice: (serial: string) => string;
  readonly groups: Readonly<Record<'new' | 'known' | 'impossible', string>>;
  readonly facts: {
    readonly externalId: string;
    readonly mfaSerial: string;
    readonly region: string;
  };
  readonly add: (count: number) => string;
  readonly adding: string;
  readonly added: (count: number) => string;
  readonly notAdded: (count: number) => string;
}
