import { expect, it } from 'vitest';
import { homeChecks } from '../../../src/node/doctor/file-checks.ts';

const WINDOWS = String.raw`C:\Users\alice`;

it.each([
  ['the same folder', { HOME: WINDOWS, USERPROFILE: WINDOWS }, []],
  ['the same in other signs', { HOME: 'c:/users/Alice/', USERPROFILE: WINDOWS }, []],
  ['only one of them', { USERPROFILE: WINDOWS }, []],
  ['another folder', { HOME: 'H:\\', USERPROFILE: WINDOWS }, ['bad']],
  [
    'another folder, and both files named',
    { HOME: 'H:\\', USERPROFILE: WINDOWS, AWS_CONFIG_FILE: 'a', AWS_SHARED_CREDENTIALS_FILE: 'b' },
    [],
  ],
])('HOME and USERPROFILE on Windows: %s', (_, env, levels) => {
  expect(homeChecks(env, 'win32').map(({ level }) => level)).toEqual(levels);
});

it('on other systems a difference is a warning, because Windows programs use other files', () => {
  expect(homeChecks({ HOME: '/home/alice', USERPROFILE: WINDOWS }, 'linux')).toMatchObject([
    { check: 'home-folder', level: 'warning' },
  ]);
});
