import { enBrokenRules, enSectionHolds, systemSays, accessRemedy } from './en-rules.ts';
import type { FailureTexts } from './texts.ts';
import { remedy, lines, theRole, seconds, again } from './en-failure-parts.ts';

const lockNames = {
  role: 'lock of this role',
  file: 'lock of the credentials file',
  settings: 'lock of the settings',
} as const;

const holder = (pid: number | null): string =>
  pid === null ? 'another process' : `process ${pid}`;

/** The AWS files and Rolekeeper's own. */
export const enFileFailures = {
  'section-not-owned': (failure, voice) => ({
    title: `The profile ${failure.profile} is not ours to write`,
    detail: lines(
      `It holds ${enSectionHolds[failure.holds]} (${failure.file}). Nothing was changed.`,
      failure.isConfig === true
        ? 'Taking it over adds our keys to the credentials file. The config file stays as it is, and some AWS tools may go on using it.'
        : 'Taking it over makes a copy of it first; rolekeeper restore puts it back.',
    ),
    remedy: remedy('Take it over', voice.call('assume', voice.roleName, '--take-over')),
  }),
  'section-removed': (failure, voice) => ({
    title: `The profile ${failure.profile} was removed from the file`,
    detail: `Someone took our keys out of ${failure.file}, so ${theRole(voice)} is no longer kept fresh.`,
    remedy: remedy('Switch it on again', voice.call('assume', voice.roleName, '--keep')),
  }),
  'section-shadowed': (failure, voice) => ({
    title: `Keys in the profile ${failure.profile} would not be seen`,
    detail:
      `${failure.file} gives ${failure.profile} a role_arn with a source, and every AWS tool then assumes that role itself ` +
      'instead of reading our keys. Nothing was changed.',
    remedy: remedy(
      'Write to another profile',
      voice.call('role set', voice.roleName, voice.option('--profile', failure.suggestion)),
    ),
  }),
  'file-broken': (failure) => ({
    title: `${failure.file} cannot be read by the AWS CLI`,
    detail: `Line ${failure.line}: ${enBrokenRules[failure.rule]}. Every AWS command fails on it, for every profile; it was left alone.`,
    remedy:
      failure.isConfig === true
        ? remedy(`Correct line ${failure.line} in an editor`)
        : remedy(
            `Correct line ${failure.line} in an editor, or put a backup back`,
            'rolekeeper restore --list',
          ),
  }),
  'file-unreadable': (failure) => ({
    title: `${failure.file} cannot be read`,
    detail: `${systemSays(failure.code, failure.access)}.`,
    remedy:
      accessRemedy(failure.code, failure.access) ?? remedy('Give yourself the right to read it'),
  }),
  'file-unwritable': (failure) => ({
    title: `${failure.file} cannot be written`,
    detail: `${systemSays(failure.code, failure.access)}. The file is as it was.`,
    remedy:
      accessRemedy(failure.code, failure.access) ??
      remedy('Give yourself the right to write the file and its folder, or make room on the disk'),
  }),
  'file-unsettled': (failure, voice) => ({
    title: `${failure.file} does not come to rest`,
    detail: 'Another program kept writing it, so nothing was written into it.',
    remedy: again(voice),
  }),
  'backup-missing': (failure) => ({
    title: `There is no backup of ${failure.what}`,
    detail:
      'Backups are made before the first write, when a section is taken over, and before a file is replaced.',
    remedy: remedy('List what there is', 'rolekeeper restore --list'),
  }),
  'lock-held': (failure, voice) => ({
    title: `${holder(failure.holderPid)} holds the ${lockNames[failure.what]}`.replace(
      /^./,
      (first) => first.toUpperCase(),
    ),
    detail: `Waited for ${seconds(failure.waitedMs)}. It is another Rolekeeper at work, or one that is stuck.`,
    remedy: again(voice),
  }),
  'lock-cycle': (failure, voice) => ({
    title: `${theRole(voice)} would wait for itself`,
    detail:
      `Process ${failure.holderPid} is assuming this role and runs this command to get the credentials for it. ` +
      'A credential_process of the source profile asks for the very role that is assumed from it.',
    remedy: remedy(
      'Choose another source profile',
      voice.call('role set', voice.roleName, '--source-profile PROFILE'),
    ),
  }),
  'released-meanwhile': (_failure, voice) => ({
    title: `${theRole(voice)} was released meanwhile`,
    detail: 'Someone released or changed the role while it was being assumed. Nothing was written.',
    remedy: again(voice),
  }),
  'state-unavailable': (failure) => ({
    title: `Rolekeeper's own ${failure.file} cannot be used`,
    detail: `${systemSays(failure.code, failure.access)}.`,
    remedy:
      accessRemedy(failure.code, failure.access) ??
      remedy('Check the folder, its rights and the room on the disk', 'rolekeeper doctor'),
  }),
} satisfies Partial<FailureTexts>;
