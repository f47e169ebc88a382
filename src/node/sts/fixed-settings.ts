/**
 * Settings for every SDK client. With them, a client does not read the AWS files. It would
 * otherwise choose its own profile and cache both files until the process ends.
 */
export const FIXED_SETTINGS = {
  maxAttempts: 1,
  retryMode: 'standard' as const,
  defaultsMode: 'standard' as const,
  authSchemePreference: ['sigv4'],
  sigv4aSigningRegionSet: [],
  userAgentAppId: 'rolekeeper',
  disableClockSkewCorrection: false,
  ignoreConfiguredEndpointUrls: true,
};
