import type { FactField } from './label.ts';

/** A value with a label in a text. */
export interface Fact {
  readonly field: FactField;
  readonly value: string | number;
  /** The text before the label's own words: `prod` in `prod_external_id`. */
  readonly prefix: string;
  /** Offset, line and paragraph in the text. A value belongs to a role that is near. */
  readonly at: number;
  readonly line: number;
  readonly paragraph: number;
}

/** A role's ARN in a text. */
export interface Mention extends Pick<Fact, 'prefix' | 'at' | 'line' | 'paragraph'> {
  readonly roleArn: string;
}
