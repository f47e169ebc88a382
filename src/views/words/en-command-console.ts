import { commandCall } from '../command-word.ts';

/** Texts of `rolekeeper console`. */
export const enCommandConsole = {
  secret:
    'The address is a secret: for 15 minutes, anyone who has it can open the console as this role.',
  printInstead: (name: string) =>
    `To open it in a browser on another computer: ${commandCall('console', name, ['--print'])}`,
};
