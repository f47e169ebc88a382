/**
 * Settings for every SDK client, so that it does not read the AWS files: it would choose its own
 * profile and cache both files for the life of the process.
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
