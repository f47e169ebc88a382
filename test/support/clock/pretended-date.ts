/**
 * Shifts `Date` without changing timers, and returns a function that restores it. Uses nothing
 * outside its body, because tests also run its source text in a page.
 */
export function pretendDate(offsetMs: number): () => void {
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, values, made: new () => object) =>
      Reflect.construct(
        target,
        values.length === 0 ? [target.now() + offsetMs] : values,
        made,
      ) as object,
    get: (target, name, receiver) =>
      name === 'now'
        ? () => target.now() + offsetMs
        : (Reflect.get(target, name, receiver) as unknown),
  });
  return () => {
    globalThis.Date = RealDate;
  };
}
