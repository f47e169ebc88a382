import type { Environment } from '../environment.ts';
import type { CredentialKind } from '../credential-kind.ts';
import type { Profiles } from './profiles.ts';

/**
 * Another source of credentials for a profile. It hides the keys that Rolekeeper wrote ("our keys")
 * from AWS tools, or our keys hide it.
 */
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
   * No AWS tool uses our keys (`hides-ours`), the AWS CLI and boto3 do not use them
   * (`hides-ours-in-botocore`), or all AWS tools use them (`hidden-by-ours`).
   */
  readonly effect: 'hides-ours' | 'hides-ours-in-botocore' | 'hidden-by-ours';
}

/**
 * Returns the sources that hide our keys in a profile, and the sources that our keys hide. This
 * depends on the order of the providers in botocore and in the SDKs for JavaScript and Go.
 */
export function shadowings(
  profile: string,
  profiles: Profiles,
  env: Environment,
): readonly Shadowing[] {
  const found: Shadowing[] = [];
  for (const kind of profiles.get(profile)?.credentialKinds ?? []) {
    if (kind !== 'keys') found.push({ profile, by: kind, effect: EFFECTS[kind] });
  }
  // AWS_PROFILE selects the profile for commands that name no profile, so it hides all other
  // profiles.
  const selected = env['AWS_PROFILE'] ?? '';
  if (selected !== '' && selected !== profile)
    found.push({ profile, by: 'AWS_PROFILE', effect: 'hides-ours' });
  if ((env['AWS_ACCESS_KEY_ID'] ?? '') !== '')
    found.push({ profile, by: 'AWS_ACCESS_KEY_ID', effect: 'hides-ours' });
  return found;
}

const EFFECTS: Readonly<Record<Exclude<CredentialKind, 'keys'>, Shadowing['effect']>> = {
  role_arn: 'hides-ours',
  sso: 'hides-ours-in-botocore',
  web_identity: 'hides-ours-in-botocore',
  credential_process: 'hidden-by-ours',
  login_session: 'hidden-by-ours',
};
