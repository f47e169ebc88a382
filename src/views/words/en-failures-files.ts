import { enBrokenRules, enCredentialKinds, systemSays, accessRemedy } from './en-rules.ts';
import type { BrokenRule } from '../../core/field-rule.ts';
import type { FailureTexts } from './texts.ts';
import { remedy, lines, theRole, seconds, tryAgain, theRoleFirst } from './en-failure-parts.ts';
import { sourceCommand } from './source-command.ts';

const lockNames = {
  role: 'lock of this role',
  file: 'lock of the credentials file',
  settings: 'lock of the settings',
} as const;

const holder = (pid: number | null, host: string | null): string =>
  pid === null ? 'Another process' : `Process ${pid}${host === null ? '' : ` on ${host}`}`;

const isEncoding = (rule: BrokenRule): boolean => rule === 'utf-16' || rule === 'byte-order-mark';

/** Failures of the AWS files and of Rolekeeper's own files. */
export const enFileFailures = {
  'section-not-owned': (failure, format) => ({
    title: `The profile ${failure.profile} has credentials that Rolekeeper did not write`,
    detail: lines(
      `It has ${enCredentialKinds[failure.holds]} (${failure.file}). Nothing was changed.`,
      failure.isConfig === true
        ? 'If you take the profile over, Rolekeeper adds its keys to the credentials file. The config file does not change, and some AWS tools may still use it.'
        : 'If you take the profile over, Rolekeeper makes a backup first. "rolekeeper restore" restores it.',
    ),
    remedy: remedy('Take over the profile', format.call('assume', format.roleName, '--take-over')),
  }),
  'section-removed': (failure, format) => ({
    title: `The keys in the profile ${failure.profile} were removed`,
    detail: `A person or another program removed Rolekeeper's keys from ${failure.file}, so ${theRole(format)} is no longer kept fresh.`,
    remedy: remedy('Switch it on again', format.call('assume', format.roleName, '--keep')),
  }),
  'section-shadowed': (failure, format) => ({
    title: `AWS tools would not use keys in the profile ${failure.profile}`,
    detail:
      `In ${failure.file}, ${failure.profile} has a role_arn with a source. AWS tools then assume that role themselves ` +
      'and ignore the keys that Rolekeeper writes. Nothing was changed.',
    remedy: remedy(
      'Write to another profile',
      format.call('role set', format.roleName, format.option('--profile', failure.suggestion)),
    ),
  }),
  'file-broken': (failure) => ({
    title: `${failure.file} cannot be read by the AWS CLI`,
    detail: `Line ${failure.line}: ${enBrokenRules[failure.rule]}. Every AWS command fails on it, for every profile. Rolekeeper did not change it.`,
    remedy: isEncoding(failure.rule)
      ? remedy(
          'Save it as UTF-8 without a byte order mark: in Notepad with "Save as", encoding UTF-8',
        )
      : failure.isConfig === true
        ? remedy(`Correct line ${failure.line} in an editor`)
        : remedy(
            `Correct line ${failure.line} in an editor, or restore a backup`,
            'rolekeeper restore --list',
          ),
  }),
  'file-unreadable': (failure) => ({
    title: `${failure.file} cannot be read`,
    detail: `${systemSays(failure.code, failure.access)}.`,
    remedy: accessRemedy(failure.code, failure.access) ?? remedy('Give yourself read permission'),
  }),
  'file-unwritable': (failure) => ({
    title: `${failure.file} cannot be written`,
    detail: `${systemSays(failure.code, failure.access)}. The file did not change.`,
    remedy:
      accessRemedy(failure.code, failure.access) ??
      remedy('Give yourself write permission for the file and its folder, or free disk space'),
  }),
  'file-unsettled': (failure, format) => ({
    title: `Another program keeps writing ${failure.file}`,
    detail: 'Rolekeeper wrote nothing, so that no change gets lost.',
    remedy: tryAgain(format),
  }),
  'backup-missing': (failure) => ({
    title: `There is no backup of ${failure.what}`,
    detail:
      'Rolekeeper makes a backup before the first write, before it takes over a profile, and before it replaces a file.',
    remedy: remedy('List the backups', 'rolekeeper restore --list'),
  }),
  'lock-held': (failure, format) => ({
    title: `${holder(failure.holderPid, failure.holderHost)} holds the ${lockNames[failure.what]}`,
    detail: `Rolekeeper waited ${seconds(failure.waitedMs)}. This process also belongs to Rolekeeper and is busy or stuck. If it is stuck, end it.`,
    remedy: tryAgain(format),
  }),
  'lock-cycle': (failure, format) => ({
    title: `${theRoleFirst(format)} would wait for itself`,
    detail:
      `Process ${failure.holderPid} is assuming this role and started this command to get the source credentials. ` +
      'The credential_process of the source profile asks for the same role.',
    remedy: remedy('Use another source profile', sourceCommand(format, null)),
  }),
  'released-meanwhile': (_failure, format) => ({
    title: `${theRoleFirst(format)} was released or changed while it was being assumed`,
    detail: 'Nothing was written.',
    remedy: tryAgain(format),
  }),
  'state-unavailable': (failure) => ({
    title: `Rolekeeper's file ${failure.file} cannot be used`,
    detail: `${systemSays(failure.code, failure.access)}.`,
    remedy:
      accessRemedy(failure.code, failure.access) ??
      remedy('Check the folder, its permissions and the free disk space', 'rolekeeper doctor'),
  }),
} satisfies Partial<FailureTexts>;
