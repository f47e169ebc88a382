import { expect, it } from 'vitest';
import { homeChecks } from '../../../src/node/doctor/file-checks.ts';

const WINDOWS = String.raw`C:\Users\alice`;

it.each([
  ['no check result if they name the same folder', { HOME: WINDOWS, USERPROFILE: WINDOWS }, []],
  [
    'no check result if they spell the same folder differently',
    { HOME: 'c:/users/Alice/', USERPROFILE: WINDOWS },
    [],
  ],
  ['no check result if one is missing', { USERPROFILE: WINDOWS }, []],
  [
    'a failed check if they name different folders',
    { HOME: 'H:\\', USERPROFILE: WINDOWS },
    ['bad'],
  ],
  [
    'no check result if other variables name both AWS files',
    { HOME: 'H:\\', USERPROFILE: WINDOWS, AWS_CONFIG_FILE: 'a', AWS_SHARED_CREDENTIALS_FILE: 'b' },
    [],
  ],
])('HOME and USERPROFILE on Windows cause %s', (_, env, levels) => {
  expect(homeChecks(env, 'win32').map(({ level }) => level)).toEqual(levels);
});

it('different HOME and USERPROFILE on Linux (WSL) cause a warning, because Windows programs use other files', () => {
  expect(homeChecks({ HOME: '/home/alice', USERPROFILE: WINDOWS }, 'linux')).toMatchObject([
    { check: 'home-folder', level: 'warning' },
  ]);
});
