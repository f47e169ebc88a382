import { systemSays, accessRemedy } from './en-rules.ts';
import type { FailureTexts } from './texts.ts';
import { remedy, lines, seconds } from './en-failure-parts.ts';
import { sourceCommand } from './source-command.ts';

/** Failures to get credentials from the source profile. */
export const enSourceFailures = {
  'source-missing': (failure, format) => ({
    title: `The source profile ${failure.profile} has no credentials`,
    detail: lines(
      `Neither the credentials file nor the config file has credentials for ${failure.profile}, and no role writes it.`,
      failure.path.length > 1 ? `Chain of source profiles: ${failure.path.join(' → ')}` : null,
    ),
    remedy: remedy(
      `Create it (aws configure ${format.option('--profile', failure.profile)}), or use another source`,
      sourceCommand(format, failure.profile),
    ),
  }),
  'source-ambiguous': (failure, format) => ({
    title: `More than one role writes the source profile ${failure.profile}`,
    detail: `Roles that write it: ${failure.roleNames.join(', ')}. None of them is assumed, so Rolekeeper does not know which one to use.`,
    remedy: remedy(
      'Let each role write its own profile, or first assume the one you mean',
      format.call('assume', failure.roleNames[0] ?? null),
    ),
  }),
  'source-cycle': (failure, format) => ({
    title: 'The source profiles form a cycle',
    detail: `${failure.path.join(' → ')}. None of these profiles has credentials of its own.`,
    remedy: remedy('Use another source profile', sourceCommand(format, null)),
  }),
  'source-failed': (failure, format) => ({
    title: `The source profile ${failure.profile} gave no credentials`,
    detail: failure.message === '' ? 'It gave no reason.' : `It said: ${failure.message}`,
    remedy: remedy(
      `Test it (aws sts get-caller-identity ${format.option('--profile', failure.profile)}), then`,
      format.call('assume', format.roleName),
    ),
  }),
  'program-refused': (failure) => ({
    title: `The program of the profile ${failure.profile} was not run`,
    detail: lines(
      `${systemSays(failure.code, failure.access)}.`,
      `Anyone who can change ${failure.file} can decide which program runs with your rights.`,
    ),
    remedy:
      accessRemedy(failure.code, failure.access) ??
      remedy(
        'Remove the write permission of other users for the file and its folder',
        'rolekeeper doctor',
      ),
  }),
  'source-timeout': (failure, format) => ({
    title: `The source profile ${failure.profile} gave no credentials within ${seconds(failure.afterMs)}`,
    detail:
      'The program or service that provides its credentials did not answer in time. It may be waiting for input.',
    remedy: remedy(
      `Test it (aws sts get-caller-identity ${format.option('--profile', failure.profile)}), then`,
      format.call('assume', format.roleName),
    ),
  }),
} satisfies Partial<FailureTexts>;
