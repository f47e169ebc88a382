import { systemSays, accessRemedy } from './en-rules.ts';
import type { FailureTexts } from './texts.ts';
import { remedy, lines, theRole, seconds } from './en-failure-parts.ts';

/** The source profile gives no credentials. */
export const enSourceFailures = {
  'source-missing': (failure, voice) => ({
    title: `The source profile ${failure.profile} has no credentials`,
    detail: lines(
      `${failure.profile} stands neither in the credentials file nor in the config file with credentials, and no role writes it.`,
      failure.path.length > 1 ? `On the way: ${failure.path.join(' → ')}` : null,
    ),
    remedy: remedy(
      `Create it (aws configure ${voice.option('--profile', failure.profile)}), or choose another source`,
      voice.call('role set', voice.roleName, '--source-profile PROFILE'),
    ),
  }),
  'source-ambiguous': (failure, voice) => ({
    title: `More than one role writes the source profile ${failure.profile}`,
    detail: `These do: ${failure.roleNames.join(', ')}. Which one is meant cannot be told while none of them is assumed.`,
    remedy: remedy(
      `Give each its own profile, or assume the one that is meant before ${theRole(voice)}`,
      voice.call('assume', failure.roleNames[0] ?? null),
    ),
  }),
  'source-cycle': (failure, voice) => ({
    title: 'The source profiles form a circle',
    detail: `${failure.path.join(' → ')}: no profile in it has credentials of its own.`,
    remedy: remedy(
      'Give one of them another source',
      voice.call('role set', voice.roleName, '--source-profile PROFILE'),
    ),
  }),
  'source-failed': (failure, voice) => ({
    title: `The source profile ${failure.profile} gave no credentials`,
    detail: failure.message === '' ? 'It did not say why.' : `It said: ${failure.message}`,
    remedy: remedy(
      `Try it alone (aws sts get-caller-identity ${voice.option('--profile', failure.profile)}), then`,
      voice.call('assume', voice.roleName),
    ),
  }),
  'program-refused': (failure) => ({
    title: `The program of the profile ${failure.profile} was not run`,
    detail: lines(
      `${systemSays(failure.code, failure.access)}.`,
      `Anyone who can change ${failure.file} decides which program runs as you.`,
    ),
    remedy:
      accessRemedy(failure.code, failure.access) ??
      remedy('Let only yourself write the file and its folder', 'rolekeeper doctor'),
  }),
  'source-timeout': (failure, voice) => ({
    title: `The source profile ${failure.profile} gave no credentials within ${seconds(failure.afterMs)}`,
    detail:
      'The program or service that its credentials come from did not answer in time. It may be waiting for someone.',
    remedy: remedy(
      `Try it alone (aws sts get-caller-identity ${voice.option('--profile', failure.profile)}), then`,
      voice.call('assume', voice.roleName),
    ),
  }),
} satisfies Partial<FailureTexts>;
