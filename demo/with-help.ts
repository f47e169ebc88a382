import { parseArgs } from 'node:util';

/**
 * Reads the arguments of an npm script. Ends the process with `help` if they request it, or with one
 * line about what is wrong and `help` if they are invalid.
 */
export function withHelp<Values>(help: readonly string[], read: () => Values): Values {
  if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
    process.stdout.write(`${help.join('\n')}\n`);
    process.exit(0);
  }
  try {
    return read();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message}\n\n${help.join('\n')}\n`);
    process.exit(2);
  }
}

/** For a script without arguments: it prints its help, or refuses an argument. */
export function onlyHelp(help: readonly string[]): void {
  withHelp(help, () => parseArgs({ options: {} }));
}

/** A whole number of at least `least`. Throws if the text is not one. */
export function wholeNumber(text: string, option: string, min: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < min)
    throw new RangeError(`${option} must be a whole number of at least ${String(min)}`);
  return number;
}
