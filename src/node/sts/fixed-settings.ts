/**
 * Settings with which an SDK client does not read the AWS files. Without them, a client chooses its
 * own profile and caches both files until the process ends.
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
