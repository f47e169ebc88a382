/**
 * Longest value of a variable; the values that a role needs are shorter. The limit also stops the
 * growth of variables that contain other variables.
 */
const MAX_CHARACTERS = 4096;

const ASSIGNMENT =
  /(?:^|[\s;])(?:export\s{1,9}|(?:set|setx|local|readonly|declare)\s{1,9}(?:-\w{1,9}\s{1,9}){0,3}"?|\$(?:env:)?)?([A-Za-z_]\w{0,63})[ \t]{0,9}=[ \t]{0,9}(?:"([^"\n]*)"|'([^'\n]*)'|([^\s;&"']+))/gi;

/** Matches fish's `set -gx NAME value`, and cmd's `setx NAME value`. */
const WORDS =
  /(?:^|[\s;])setx?\s{1,9}(?:-{1,2}\w{1,9}\s{1,9}){0,3}([A-Za-z_]\w{0,63})[ \t]{1,9}(?:"([^"\n]*)"|'([^'\n]*)'|([^\s;&"'=]+))/gi;

const REFERENCE = /\$(?:env:)?(?:\{(?:env:)?(\w{1,64})\}|(\w{1,64}))|%(\w{1,64})%|!(\w{1,64})!/gi;

/** Returns the variables that a text assigns, in bash, fish, PowerShell or cmd. */
export function variablesIn(text: string): Variables {
  const values = new Map<string, string>();
  for (const pattern of [WORDS, ASSIGNMENT]) {
    for (const [, name = '', double, single, bare] of text.matchAll(pattern)) {
      const value = double ?? single ?? bare ?? '';
      values.set(name.toLowerCase(), new Variables(values).fillIn(value));
    }
  }
  return new Variables(values);
}

export class Variables {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  /** Returns a word with its known variables replaced by their values. */
  fillIn(word: string): string {
    if (!/[$%!]/.test(word) || word.length > MAX_CHARACTERS) return word;
    const filled = word.replace(
      REFERENCE,
      (reference: string, ...names: readonly (string | undefined)[]) => {
        const name = names.slice(0, 4).find((each) => each !== undefined);
        return this.#values.get((name ?? '').toLowerCase()) ?? reference;
      },
    );
    return filled.length > MAX_CHARACTERS ? word : filled;
  }
}
