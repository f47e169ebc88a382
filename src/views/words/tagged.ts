/** The member of a union with this kind: `Tagged<Failure, 'timeout'>`. */
export type Tagged<Union extends { readonly kind: string }, Kind extends Union['kind']> = Extract<
  Union,
  { readonly kind: Kind }
>;

/** A text for each member of a union. A missing member does not compile. */
export type TextPer<
  Union extends { readonly kind: string },
  Text = string,
  More extends readonly unknown[] = [],
> = {
  readonly [Kind in Union['kind']]: (of: Tagged<Union, Kind>, ...more: More) => Text;
};
