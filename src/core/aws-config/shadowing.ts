import type { Environment } from '../environment.ts';
import type { SectionHolds } from '../section-holds.ts';
import type { Profiles } from './profiles.ts';

/** Keys in the credentials file under a profile's name that hide our keys, or that ours hide. */
export interface Shadowing {
  readonly profile: string;
  readonly by:
    | 'role_arn'
    | 'sso'
    | 'web_identity'
    | 'credential_process'
    | 'login_session'
    | 'AWS_PROFILE'
    | 'AWS_ACCESS_KEY_ID';
  /**
   * `hides-ours`: no tool sees our keys; `hides-ours-in-botocore`: the AWS CLI and boto3 do not see
   * them; `hidden-by-ours`: our keys win.
   */
  readonly effect: 'hides-ours' | 'hides-ours-in-botocore' | 'hidden-by-ours';
}

/**
 * Returns what hides our keys under a profile's name, and what our keys hide (order of the
 * providers in botocore and in the SDKs for JavaScript and Go).
 */
export function shadowings(
  profile: string,
  profiles: Profiles,
  env: Environment,
): readonly Shadowing[] {
  const found: Shadowing[] = [];
  for (const held of profiles.get(profile)?.holds ?? []) {
    if (held !== 'keys') found.push({ profile, by: held, effect: EFFECTS[held] });
  }
  // The variable selects the profile if a command names none. If it names ours, it hides nothing.
  const selected = env['AWS_PROFILE'] ?? '';
  if (selected !== '' && selected !== profile)
    found.push({ profile, by: 'AWS_PROFILE', effect: 'hides-ours' });
  if ((env['AWS_ACCESS_KEY_ID'] ?? '') !== '')
    found.push({ profile, by: 'AWS_ACCESS_KEY_ID', effect: 'hides-ours' });
  return found;
}

const EFFECTS: Readonly<Record<Exclude<SectionHolds, 'keys'>, Shadowing['effect']>> = {
  role_arn: 'hides-ours',
  sso: 'hides-ours-in-botocore',
  web_identity: 'hides-ours-in-botocore',
  credential_process: 'hidden-by-ours',
  login_session: 'hidden-by-ours',
};
