/** These texts have their own file, because every command loads it. */
export const enOutput = {
  unwritable: (code: string) =>
    `rolekeeper: The output cannot be written (${code}). Check the disk or program that it goes to.`,
};
