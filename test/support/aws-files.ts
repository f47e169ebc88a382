import * as fc from 'fast-check';
import type { AwsFilesAndEnvironment } from './botocore-resolver.ts';

/**
 * Generates realistic config files, credentials files and environments: quoted and non-Latin names,
 * `:` for `=`, keys in capitals, nested blocks, duplicate sections, chains of profiles, stale keys
 * beside other settings, missing sections.
 */

const NAMES = ['default', 'base', 'dev', 'test sso', 'Mike Dev.Admin', '日本', "o'hara"] as const;
const name = fc.constantFrom(...NAMES);
const otherName = fc.oneof({ weight: 9, arbitrary: name }, fc.constant('not-there'));
const SESSIONS = ['corp', 'test sso'] as const;
const session = fc.constantFrom(...SESSIONS, 'not-there');
const SERVICES = ['local', 'my services'] as const;
const region = fc.constantFrom(
  'us-east-1',
  'eu-west-3',
  'ap-southeast-2',
  'ap-east-1',
  'us-gov-west-1',
  'cn-north-1',
  'xx-nowhere-9',
  'aws-global',
);
const flag = fc.constantFrom('true', 'false', 'True', 'yes');
const endpoint = fc.constantFrom('http://127.0.0.1:4566', 'https://sts.internal.example');

/**
 * Generates a line that sets `key`. The key is sometimes in capitals; the sign is `=` or `:`, with
 * optional spaces.
 */
function setting(key: string, value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const sign = fc.constantFrom(' = ', '=', ' : ', ': ', ' =');
  const spelled = fc.oneof(
    { weight: 5, arbitrary: fc.constant(key) },
    fc.constant(key.toUpperCase()),
  );
  return fc.tuple(spelled, sign, value).map((parts) => parts.join(''));
}

const roleArn = fc.constantFrom('A', 'B').map((role) => `arn:aws:iam::123456789012:role/${role}`);
const accessKey = fc.constantFrom('AKIAIOSFODNN7EXAMPLE', 'ASIAIOSFODNN7EXAMPLE');
const settings: fc.Arbitrary<readonly string[]> = fc.oneof(
  fc.tuple(setting('role_arn', roleArn), setting('source_profile', otherName)),
  fc.tuple(
    setting('role_arn', roleArn),
    setting(
      'credential_source',
      fc.constantFrom('Environment', 'Ec2InstanceMetadata', 'EcsContainer', 'environment'),
    ),
  ),
  fc.tuple(
    setting('role_arn', roleArn),
    setting('web_identity_token_file', fc.constant('/var/token')),
  ),
  fc.tuple(
    setting('aws_access_key_id', accessKey),
    setting('aws_secret_access_key', fc.constant('secret/with+signs=')),
  ),
  fc.tuple(
    setting('sso_session', session),
    setting('sso_account_id', fc.constant('111122223333')),
    setting('sso_role_name', fc.constant('Dev')),
  ),
  fc.tuple(
    setting('sso_start_url', fc.constant('https://example.awsapps.com/start')),
    setting('sso_region', fc.constant('eu-west-1')),
    setting('sso_account_id', fc.constant('111122223333')),
    setting('sso_role_name', fc.constant('Admin')),
  ),
  fc.tuple(setting('credential_process', fc.constant('"/opt/my tool" --profile x'))),
  fc.tuple(setting('login_session', fc.constant('arn:aws:iam::111122223333:user/a'))),
  fc.tuple(setting('region', region)),
);
const single: fc.Arbitrary<string> = fc.oneof(
  setting('region', region),
  setting('aws_session_token', fc.constant('stale')),
  setting('aws_security_token', fc.constant('older')),
  setting('aws_access_key_id', accessKey),
  setting('external_id', fc.constant('client')),
  setting('mfa_serial', fc.constant('arn:aws:iam::111122223333:mfa/user')),
  setting('duration_seconds', fc.constantFrom('900', '43200')),
  setting('ca_bundle', fc.constantFrom('/etc/ca.pem', '~/ca.pem')),
  setting('use_fips_endpoint', flag),
  setting('use_dualstack_endpoint', flag),
  setting('sts_regional_endpoints', fc.constantFrom('legacy', 'regional')),
  setting('endpoint_url', endpoint),
  setting('ignore_configured_endpoint_urls', flag),
  setting('services', fc.constantFrom(...SERVICES, 'not-there')),
  setting('sso_region', fc.constantFrom('eu-west-1', 'us-east-1')),
  setting('source_profile', otherName),
  setting('role_arn', roleArn),
  fc.constant('s3 =\n  addressing_style = path\n  max_concurrent_requests = 20'),
  fc.constant('# a comment'),
  fc.constant(''),
);

/**
 * The lines of a section. Each key appears once, because botocore refuses a file that repeats one.
 */
const body: fc.Arbitrary<string> = fc
  .tuple(fc.array(settings, { maxLength: 2 }), fc.array(single, { maxLength: 4 }))
  .map(([groups, singles]) => {
    const seen = new Set<string>();
    const lines = [...groups.flat(), ...singles].filter((line) => {
      const key = (/^[^=:\s]+/.exec(line)?.[0] ?? line).toLowerCase();
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
    return lines.map((line) => `${line}\n`).join('');
  });

/** Generates the header of a section, in the forms that users and tools write. */
function header(kind: string, names: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const quotes = fc.constantFrom('"', "'", '', '');
  const space = fc.constantFrom(' ', ' ', ' ', '  ', '\t');
  return fc.tuple(names, quotes, space).map(([named, quote, blank]) => {
    if (kind === 'profile' && named === 'default' && quote === '') return '[default]';
    // Like `aws configure`, quotes a name that contains a space or a quote.
    const needsQuotes = quote === '' && named !== 'dev' && /[\s']/.test(named);
    const around = needsQuotes ? '"' : quote;
    return `[${kind}${blank}${around}${named}${around}]`;
  });
}

const configSection: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(header('profile', name), body).map(joined) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        header('sso-session', fc.constantFrom(...SESSIONS)),
        fc.subarray([
          'sso_region = eu-west-1\n',
          'sso_start_url = https://corp.awsapps.com/start\n',
          'sso_registration_scopes = sso:account:access\n',
        ]),
      )
      .map(([head, lines]) => `${head}\n${lines.join('')}`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        header('services', fc.constantFrom(...SERVICES)),
        fc.constantFrom('sts', 'STS', 's3'),
        endpoint,
      )
      .map(([head, service, url]) => `${head}\n${service} =\n  endpoint_url = ${url}\n`),
  },
  // Botocore sees no profile in the headers `[NAME]`, `[preview]` and `[profile a b]`.
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        name.map((each) => `[${each}]`),
        body,
      )
      .map(joined),
  },
  { weight: 1, arbitrary: fc.constantFrom('[preview]\ncloudfront = true\n', '[profile a b]\n') },
);

function joined([head, lines]: readonly [string, string]): string {
  return `${head}\n${lines}`;
}

const credentialsSection = fc
  .tuple(
    name.map((each) => `[${each}]`),
    body,
  )
  .map(joined);

function fileOf(section: fc.Arbitrary<string>): fc.Arbitrary<string | null> {
  const sections = fc.array(section, { maxLength: 5 });
  const text = sections.map((all) => [
    ...new Map(all.map((each) => [headOf(each), each])).values(),
  ]);
  const whole = fc.oneof(
    // Botocore refuses a file that repeats a header, so most of these files repeat none.
    { weight: 9, arbitrary: text },
    { weight: 1, arbitrary: sections },
  );
  const lineEnd = fc.constantFrom('\n', '\n', '\r\n');
  return fc.oneof(
    {
      weight: 9,
      arbitrary: fc.tuple(whole, lineEnd).map(([all, end]) => all.join('').replaceAll('\n', end)),
    },
    fc.constant(null),
  );
}

function headOf(section: string): string {
  return section.slice(0, section.indexOf('\n'));
}

const variable: fc.Arbitrary<readonly [string, string]> = fc.oneof(
  fc.tuple(fc.constantFrom('AWS_REGION', 'AWS_DEFAULT_REGION'), region),
  fc.tuple(fc.constantFrom('AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_STS'), endpoint),
  fc.tuple(
    fc.constantFrom(
      'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
      'AWS_USE_FIPS_ENDPOINT',
      'AWS_USE_DUALSTACK_ENDPOINT',
    ),
    flag,
  ),
  fc.tuple(fc.constant('AWS_STS_REGIONAL_ENDPOINTS'), fc.constantFrom('legacy', 'regional')),
  fc.constant(['AWS_CA_BUNDLE', '/etc/other-ca.pem'] as const),
  // The next variables have no effect, because a role names its source profile.
  fc.tuple(fc.constant('AWS_PROFILE'), name),
  fc.constantFrom(
    ['AWS_ACCESS_KEY_ID', 'AKIAOFTHEENVIRONMENT'] as const,
    ['AWS_ROLE_ARN', 'arn:aws:iam::123456789012:role/Environment'] as const,
    ['AWS_WEB_IDENTITY_TOKEN_FILE', '/var/other-token'] as const,
  ),
);
const environment = fc
  .array(variable, { maxLength: 3 })
  .map((entries): Record<string, string> => Object.fromEntries(entries));

export const anyAwsFiles: fc.Arbitrary<AwsFilesAndEnvironment> = fc.record({
  config: fileOf(configSection),
  credentials: fileOf(credentialsSection),
  env: environment,
});
