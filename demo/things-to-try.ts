import { quotedText, type Shell } from '../src/core/quoting.ts';
import type { DemoHome } from './demo-home.ts';
import { DEMO_REGION } from './demo-home.ts';

/** Lines to paste into another terminal. */
export interface ThingsToTry {
  /** Lines that make AWS tools and `rolekeeper` use the demo. */
  readonly setup: readonly string[];
  /** Short commands that work after the lines of `setup`. */
  readonly commands: readonly string[];
}

export interface DemoEndpoints {
  readonly sts: string;
  /** Null if the demo has no Identity Center. */
  readonly identityCenter: string | null;
}

/** Returns the variables that make AWS tools use the demo's servers. */
export function endpointVariables({ sts, identityCenter }: DemoEndpoints) {
  return {
    AWS_ENDPOINT_URL_STS: sts,
    ...(identityCenter === null
      ? {}
      : { AWS_ENDPOINT_URL_SSO: identityCenter, AWS_ENDPOINT_URL_SSO_OIDC: identityCenter }),
  };
}

/** Returns lines for a POSIX shell or, on Windows, for PowerShell. */
export function thingsToTry(
  home: DemoHome,
  endpoints: DemoEndpoints,
  rolekeeper: readonly string[],
  platform: NodeJS.Platform,
): ThingsToTry {
  const isWindows = platform === 'win32';
  const shell = isWindows ? 'powershell' : 'bash';
  const { ROLEKEEPER_HOME = '' } = home.environment({}, endpoints.sts);
  const variables = {
    ...home.awsEnvironment,
    ...endpointVariables(endpoints),
    AWS_REGION: DEMO_REGION,
    ROLEKEEPER_HOME,
    // A secret in the keychain would stay there after the end of the demo.
    ROLEKEEPER_KEYCHAIN: 'off',
  };
  const program = rolekeeper.map((word) => quote(shell, word)).join(' ');
  const folder = quote(shell, home.folder);
  const variable = (name: string): string => (isWindows ? `$env:${name}` : `"$${name}"`);
  return {
    setup: [
      ...Object.entries(variables).map(([name, value]) =>
        isWindows
          ? `$env:${name} = ${quote(shell, value)}`
          : `export ${name}=${quote(shell, value)}`,
      ),
      // Only `rolekeeper` gets the demo's folder as its home, because the sign-in of the demo is in
      // `.aws/sso/cache` there.
      isWindows
        ? `function rolekeeper { $own = $env:USERPROFILE; $env:USERPROFILE = ${folder}; ` +
          `try { & ${program} @args } finally { $env:USERPROFILE = $own } }`
        : `rolekeeper() { HOME=${folder} ${program} "$@"; }`,
    ],
    commands: [
      // Uses an option, because older AWS CLIs ignore AWS_ENDPOINT_URL_STS.
      `aws sts get-caller-identity --profile client-s3 --endpoint-url ${variable('AWS_ENDPOINT_URL_STS')}`,
      'rolekeeper status',
      ...(endpoints.identityCenter === null ? [] : ["rolekeeper role discover 'team 0001/*'"]),
      `cat ${variable('AWS_SHARED_CREDENTIALS_FILE')}`,
    ],
  };
}

/** Quotes a URL or a path in the temporary folder. No shell can quote control characters. */
function quote(shell: Shell, text: string): string {
  const word = quotedText(shell, text);
  if (word === null) throw new Error('a path contains a control character');
  return word;
}
