/** The member of a union with this tag: `Tagged<Failure, 'kind', 'timeout'>`. */
export type Tagged<Union, Tag extends keyof Union, Name> = Extract<
  Union,
  Readonly<Record<Tag, Name>>
>;

/** A text for each member of a union. A missing member does not compile. */
export type TextPer<
  Union,
  Tag extends keyof Union,
  Text = string,
  More extends readonly unknown[] = [],
> = {
  readonly [Name in Union[Tag] & string]: (of: Tagged<Union, Tag, Name>, ...more: More) => Text;
};
