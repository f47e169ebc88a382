import type { TransferObstacle } from '../../core/settings/import-plan.ts';

export type TransferObstacleOf<Why extends TransferObstacle['why']> = Extract<
  TransferObstacle,
  { readonly why: Why }
>;

/** Texts of exporting and importing settings. Names are safe to show. */
export interface TransferWords {
  readonly section: string;
  readonly lead: string;
  readonly export: string;
  readonly exported: string;
  readonly import: string;
  readonly file: string;
  readonly tooLarge: string;

  readonly title: string;
  readonly groups: Readonly<Record<'new' | 'changed' | 'left-out' | 'preferences', string>>;
  readonly same: (count: number) => string;
  readonly nothing: string;
  readonly fields: (labels: readonly string[]) => string;
  readonly obstacles: {
    readonly [Why in TransferObstacle['why']]: (obstacle: TransferObstacleOf<Why>) => string;
  };
  /** `option` is the command line option that allows it. */
  readonly refused: (facts: { readonly what: string; readonly option: string }) => string;
  readonly setting: (facts: { readonly label: string; readonly value: string }) => string;
  readonly settingLeftOut: (facts: { readonly label: string; readonly rule: string }) => string;
  readonly on: string;
  readonly off: string;
  readonly confirm: string;
  readonly importing: string;
  readonly imported: (facts: { readonly roles: number; readonly settings: number }) => string;
}
