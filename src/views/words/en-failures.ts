import { enAwsFailures } from './en-failures-aws.ts';
import { enFileFailures } from './en-failures-files.ts';
import { enNetworkFailures } from './en-failures-network.ts';
import { enSettingsFailures } from './en-failures-settings.ts';
import { enSignInFailures } from './en-failures-sign-in.ts';
import { enSourceFailures } from './en-failures-sources.ts';
import type { FailureTexts } from './texts.ts';

export const enFailures: FailureTexts = {
  ...enAwsFailures,
  ...enNetworkFailures,
  ...enSignInFailures,
  ...enSourceFailures,
  ...enFileFailures,
  ...enSettingsFailures,
};
