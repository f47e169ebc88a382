import { quotedText, type Shell } from '../src/core/quoting.ts';
import type { DemoHome } from './demo-home.ts';
import { DEMO_REGION } from './demo-home.ts';

/** Lines to paste into another terminal. */
export interface ThingsToTry {
  /** Lines that point AWS tools and `rolekeeper` to the demo. */
  readonly setup: readonly string[];
  /** Short commands that work after these lines. */
  readonly commands: readonly string[];
}

/** Returns lines for a POSIX shell or, on Windows, for PowerShell. */
export function thingsToTry(
  home: DemoHome,
  stsUrl: string,
  rolekeeper: readonly string[],
  platform: NodeJS.Platform,
): ThingsToTry {
  const isWindows = platform === 'win32';
  const shell = isWindows ? 'powershell' : 'bash';
  const { ROLEKEEPER_HOME = '' } = home.environment({}, stsUrl);
  const variables = {
    ...home.awsEnvironment,
    AWS_ENDPOINT_URL_STS: stsUrl,
    AWS_REGION: DEMO_REGION,
    ROLEKEEPER_HOME,
    // Leaves no entry of a folder that ends with the demo.
    ROLEKEEPER_KEYCHAIN: 'off',
  };
  const program = rolekeeper.map((word) => quote(shell, word)).join(' ');
  const variable = (name: string): string => (isWindows ? `$env:${name}` : `"$${name}"`);
  return {
    setup: [
      ...Object.entries(variables).map(([name, value]) =>
        isWindows
          ? `$env:${name} = ${quote(shell, value)}`
          : `export ${name}=${quote(shell, value)}`,
      ),
      isWindows
        ? `function rolekeeper { & ${program} @args }`
        : `rolekeeper() { ${program} "$@"; }`,
    ],
    commands: [
      // An option, because older AWS CLIs ignore the variable.
      `aws sts get-caller-identity --profile client-s3 --endpoint-url ${variable('AWS_ENDPOINT_URL_STS')}`,
      'rolekeeper status',
      `cat ${variable('AWS_SHARED_CREDENTIALS_FILE')}`,
    ],
  };
}

/** A path of the temporary folder or a URL: neither has characters that the shells cannot quote. */
function quote(shell: Shell, text: string): string {
  const word = quotedText(shell, text);
  if (word === null) throw new Error('a path contains a control character');
  return word;
}
