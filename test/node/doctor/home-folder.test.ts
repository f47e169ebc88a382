import { expect, it } from 'vitest';
import { homeChecks } from '../../../src/node/doctor/file-checks.ts';

const WINDOWS = String.raw`C:\Users\alice`;

it.each([
  ['no result for the same folder', { HOME: WINDOWS, USERPROFILE: WINDOWS }, []],
  ['no result for another spelling', { HOME: 'c:/users/Alice/', USERPROFILE: WINDOWS }, []],
  ['no result if one is missing', { USERPROFILE: WINDOWS }, []],
  ['a failure for another folder', { HOME: 'H:\\', USERPROFILE: WINDOWS }, ['bad']],
  [
    'no result for another folder if variables name both files',
    { HOME: 'H:\\', USERPROFILE: WINDOWS, AWS_CONFIG_FILE: 'a', AWS_SHARED_CREDENTIALS_FILE: 'b' },
    [],
  ],
])('HOME and USERPROFILE on Windows give %s', (_, env, levels) => {
  expect(homeChecks(env, 'win32').map(({ level }) => level)).toEqual(levels);
});

it('different HOME and USERPROFILE elsewhere give a warning: Windows programs use other files', () => {
  expect(homeChecks({ HOME: '/home/alice', USERPROFILE: WINDOWS }, 'linux')).toMatchObject([
    { check: 'home-folder', level: 'warning' },
  ]);
});
