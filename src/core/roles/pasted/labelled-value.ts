import type { LabelField } from './label.ts';

/** A value that a label in a text names, such as `external ID: abc`. */
export interface LabelledValue {
  readonly field: LabelField;
  readonly value: string | number;
  /** The beginning of the label, before the field's name, such as `prod` in `prod_external_id`. */
  readonly prefix: string;
  /** Offset, line and paragraph in the text, which decide which role the value belongs to. */
  readonly at: number;
  readonly line: number;
  readonly paragraph: number;
}

/** A role's ARN in a text. */
export interface RoleMention extends Pick<LabelledValue, 'prefix' | 'at' | 'line' | 'paragraph'> {
  readonly roleArn: string;
}
