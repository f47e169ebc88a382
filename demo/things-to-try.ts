import type { DemoHome } from './demo-home.ts';
import { DEMO_REGION } from './demo-home.ts';

/** Three command lines to paste into another terminal. */
export function thingsToTry(
  home: DemoHome,
  stsUrl: string,
  rolekeeper: readonly string[],
  platform: NodeJS.Platform,
): readonly string[] {
  // An option, because older AWS CLIs ignore the variable.
  const identity = ['aws', 'sts', 'get-caller-identity', '--profile', 'client-s3'];
  const where = ['--endpoint-url', stsUrl, '--region', DEMO_REGION];
  const { ROLEKEEPER_HOME = '', AWS_ENDPOINT_URL_STS = '' } = home.environment({}, stsUrl);
  return [
    pasteable({ ...home.awsEnvironment }, [...identity, ...where], platform),
    pasteable(
      { ...home.awsEnvironment, ROLEKEEPER_HOME, AWS_ENDPOINT_URL_STS },
      [...rolekeeper, 'status'],
      platform,
    ),
    pasteable({}, [platform === 'win32' ? 'type' : 'cat', home.credentialsFile], platform),
  ];
}

/** A command with its environment, quoted for a POSIX shell or, on Windows, for PowerShell. */
function pasteable(
  env: Readonly<Record<string, string>>,
  words: readonly string[],
  platform: NodeJS.Platform,
): string {
  if (platform === 'win32') {
    const settings = Object.entries(env).map(
      ([name, value]) => `$env:${name}=${powershellQuoted(value)}; `,
    );
    const [program = '', ...rest] = words.map(powershellQuoted);
    return `${settings.join('')}${program.startsWith("'") ? '& ' : ''}${[program, ...rest].join(' ')}`;
  }
  return [
    ...Object.entries(env).map(([name, value]) => `${name}=${posixQuoted(value)}`),
    ...words.map(posixQuoted),
  ].join(' ');
}

function posixQuoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function powershellQuoted(word: string): string {
  return /^[\w+=:./\\-]+$/.test(word) ? word : `'${word.replaceAll("'", "''")}'`;
}
