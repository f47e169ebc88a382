/** Keys that stand in the credentials file under a profile's name, and what hides them or what they hide. */
export interface Shadowing {
  readonly profile: string;
  readonly by:
    'role_arn' | 'sso' | 'web_identity' | 'credential_process' | 'login_session' | 'AWS_PROFILE' | 'AWS_ACCESS_KEY_ID';
  /** `hides-ours`: no tool sees our keys; `hides-ours-in-botocore`: the AWS CLI and boto3 do not; `hidden-by-ours`: our keys win. */
  readonly effect: 'hides-ours' | 'hides-ours-in-botocore' | 'hidden-by-ours';
}
