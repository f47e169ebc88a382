import { commandCall } from '../command-word.ts';

/** Texts of `role import`. */
export const enCommandImport = {
  columns: ['PROFILE', 'SOURCE', 'WRITES', 'IMPORT', 'ROLE'],
  howTo: 'Add them: rolekeeper role import NAME… or rolekeeper role import --all',
  howToMfa: 'Use the MFA devices of the source profiles: add --source-mfa',
  imported: ({
    name,
    targetProfile,
    source,
  }: {
    name: string;
    targetProfile: string;
    source: string;
  }) =>
    `Imported ${name}: its source is ${source}, and its keys go to the profile ${targetProfile}`,
  next: (name: string) => `Assume it: ${commandCall('assume', name)}`,
  nothing: 'There is nothing to import.',
};
