/** The kind of credentials that a section of the credentials file or of the config file has. */
export type SectionHolds =
  'keys' | 'credential_process' | 'login_session' | 'sso' | 'web_identity' | 'role_arn';
