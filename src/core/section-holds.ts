/** The kind of credentials in a section, or under that profile's name in the config file. */
export type SectionHolds =
  'keys' | 'credential_process' | 'login_session' | 'sso' | 'web_identity' | 'role_arn';
