/**
 * Makes `Date` run on from another moment, in this process or in a page; timers stay. Returns the way back. Runs in
 * Chromium as its own source text, so it refers to nothing outside of itself.
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
