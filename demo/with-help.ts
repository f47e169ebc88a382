import { parseArgs } from 'node:util';

/**
 * Returns the arguments of an npm script. If the user asks for help or an argument is invalid,
 * prints `help` and ends the process.
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

/** Reads the arguments of a script that has none. Prints its help, or refuses an argument. */
export function onlyHelp(help: readonly string[]): void {
  withHelp(help, () => parseArgs({ options: {} }));
}

/** Returns a whole number of at least `min`. Throws if the text is not such a number. */
export function wholeNumber(text: string, option: string, min: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < min)
    throw new RangeError(`${option} must be a whole number of at least ${String(min)}`);
  return number;
}
