/** The kinds of credentials that a profile can have in the credentials file or the config file. */
export type CredentialKind =
  'keys' | 'credential_process' | 'login_session' | 'sso' | 'web_identity' | 'role_arn';
