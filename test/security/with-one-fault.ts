import * as fc from 'fast-check';

type Fields = Readonly<Record<string, unknown>>;
type Path = readonly string[];

/** Part of many wrong names and values. An answer must not repeat it. */
export const MARK = 'invalid-5e2c';

const wrongValues = [MARK, 7, true, [MARK], { [MARK]: MARK }, 7n, Symbol(MARK)];

/**
 * Adds one fault to a valid object: an extra field, a missing field, or a value of another type.
 * Every field must be required, and a field that is null must also accept a string.
 */
export function withOneFault(valid: object): fc.Arbitrary<unknown> {
  const objects = pathsOf(valid).filter((path) => isFields(at(valid, path)));
  const fields = pathsOf(valid).filter((path) => path.length > 0);
  const tooMuch = fc
    .record({
      path: fc.constantFrom(...objects),
      name: fc.constantFrom(MARK, `__proto__${MARK}`, 'toString', 'constructor'),
    })
    .map(({ path, name }) => withValue(valid, [...path, name], MARK));
  if (fields.length === 0) return tooMuch;
  const tooFew = fc.constantFrom(...fields).map((path) => withValue(valid, path, undefined));
  const otherType = fc.constantFrom(...fields).chain((path) => {
    const value = at(valid, path);
    const others = wrongValues.filter((wrong) => typeOf(wrong) !== typeOf(value ?? ''));
    return fc.constantFrom(...others).map((other) => withValue(valid, path, other));
  });
  return fc.oneof(tooMuch, tooFew, otherType);
}

function isFields(value: unknown): value is Fields {
  return value !== null && typeOf(value) === 'object';
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Returns the paths of the value itself and of all values in it. */
function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (!isFields(value)) return [path];
  const below = Object.entries(value).flatMap(([name, each]) => pathsOf(each, [...path, name]));
  return [path, ...below];
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((each, name) => (each as Fields)[name], value);
}

/** Returns a copy with `to` at the path, or without the field if `to` is undefined. */
function withValue(value: unknown, [name, ...rest]: Path, to: unknown): unknown {
  if (name === undefined) return to;
  const fields = Object.entries(value as Fields).filter(([each]) => each !== name);
  const inside = withValue((value as Fields)[name], rest, to);
  return Object.fromEntries(inside === undefined ? fields : [...fields, [name, inside]]);
}
