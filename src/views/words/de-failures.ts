import { deAwsFailures } from './de-failures-aws.ts';
import { deFileFailures } from './de-failures-files.ts';
import { deNetworkFailures } from './de-failures-network.ts';
import { deSettingsFailures } from './de-failures-settings.ts';
import { deSignInFailures } from './de-failures-sign-in.ts';
import { deSourceFailures } from './de-failures-sources.ts';
import type { Words } from './words.ts';

export const deFailures: Words['failures'] = {
  ...deAwsFailures,
  ...deNetworkFailures,
  ...deSignInFailures,
  ...deSourceFailures,
  ...deFileFailures,
  ...deSettingsFailures,
};
