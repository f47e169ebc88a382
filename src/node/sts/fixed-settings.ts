/**
 * What every client of the SDK gets, so that it reads no file for it: it would read both AWS files,
 * by a profile of its own choice, and keep them for the life of the process.
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
