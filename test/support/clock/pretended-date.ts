/**
 * Makes `Date` continue from another moment, without changing timers, and returns a function that
 * restores it. A page runs its source text, so it uses nothing outside itself.
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
