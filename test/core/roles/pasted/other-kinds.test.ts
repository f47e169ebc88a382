import { expect, describe, it } from 'vitest';
import { cpuMsOf } from '../../../support/cpu-time.ts';
import { otherKindsIn } from '../../../../src/core/roles/pasted/other-kinds.ts';

const portal = 'https://d-1234567890.awsapps.com/start';
const serial = 'arn:aws:iam::111122223333:mfa/alice';
const signIn = { startUrl: portal, ssoRegion: 'eu-central-1' };
const set = { accountId: '111122223333', permissionSet: 'Developer' };
const SSO_SESSION = `[sso-session corp]
sso_start_url = ${portal}#/
sso_region = eu-central-1
sso_registration_scopes = sso:account:access`;
const SSO_PROFILE = `[profile dev]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Developer`;
const RESERVED = 'AWSReservedSSO_Developer_0123456789abcdef';

/** Texts with a permission set or the sign-in to Identity Center, and the fields that they fill. */
const PERMISSION_SETS: readonly (readonly [string, string, object])[] = [
  [
    'a profile with its sso-session',
    `${SSO_PROFILE}\nregion = eu-west-1\noutput = json\n\n${SSO_SESSION}`,
    { ...signIn, ...set, region: 'eu-west-1' },
  ],
  ['a profile without its sso-session', SSO_PROFILE, { ...set, ssoSession: 'corp' }],
  ['an sso-session', SSO_SESSION, signIn],
  [
    'a profile without an sso-session, as old AWS CLIs write it',
    `[dev]\nsso_start_url = ${portal}\nsso_region = eu-central-1\nsso_account_id = 111122223333\nsso_role_name = Developer`,
    { ...signIn, ...set },
  ],
  [
    'a link of the access portal',
    `${portal}/#/console?account_id=111122223333&role_name=Developer`,
    { ...set, startUrl: portal },
  ],
  [
    'values copied from the access portal',
    `SSO start URL\n${portal}\nSSO Region\neu-central-1`,
    signIn,
  ],
  [
    'a mail',
    `Your account is 1111-2222-3333, permission set: Developer, portal ${portal}, region: eu-central-1.`,
    { ...signIn, ...set },
  ],
  [
    'the ARN of the role that Identity Center creates for a permission set',
    `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-central-1/${RESERVED}`,
    { ...set, ssoRegion: 'eu-central-1' },
  ],
  [
    'the ARN of a session of a role that Identity Center creates',
    `arn:aws:sts::111122223333:assumed-role/${RESERVED}/alice@example.com`,
    set,
  ],
];

/** Texts with an MFA device, and the fields that they fill. */
const DEVICES: readonly (readonly [string, string, object])[] = [
  [
    'a profile with an MFA device',
    `[profile work]\nmfa_serial = ${serial}\nregion = eu-west-1`,
    { mfaSerial: serial, sourceProfile: 'work', region: 'eu-west-1' },
  ],
  [
    'a get-session-token command',
    `aws sts get-session-token --serial-number ${serial} --token-code 123456 --profile work --duration-seconds 3600`,
    { mfaSerial: serial, sourceProfile: 'work', durationSeconds: 3600 },
  ],
  ['the ARN of a device', `My device: ${serial}`, { mfaSerial: serial }],
  [
    'a get-session-token command beside another command',
    `aws s3 ls --profile other --region eu-west-1\naws --profile work sts get-session-token \\\n  --serial-number ${serial}`,
    { mfaSerial: serial, sourceProfile: 'work' },
  ],
  [
    'the ARN of a device beside a command of another kind',
    `My device: ${serial}\naws s3 ls --profile other --region eu-west-1`,
    { mfaSerial: serial },
  ],
];

describe('a text without a role to assume', () => {
  it.each(PERMISSION_SETS)(
    'fills the fields of an Identity Center role from %s',
    (_from, text, fields) => {
      const found = otherKindsIn(text);
      expect(found.map(({ kind }) => kind)).toEqual(['identity-center']);
      expect(found[0]?.fields).toEqual(fields);
    },
  );

  it.each(DEVICES)('fills the fields of an MFA session from %s', (_from, text, fields) => {
    const found = otherKindsIn(text);
    expect(found.map(({ kind }) => kind)).toEqual(['mfa-session']);
    expect(found[0]?.fields).toEqual(fields);
  });

  it('can have several profiles, whose unused settings are listed', () => {
    const text = `${SSO_PROFILE}\nca_bundle = /x\n[profile two]\nsso_session = corp\n`;
    const found = otherKindsIn(text);
    expect(found.map(({ name, skipped }) => [name, skipped])).toEqual([
      ['dev', ['ca_bundle']],
      ['two', []],
    ]);
  });

  it.each(['hello', '[profile x]\nregion = eu-west-1', 'https://example.com/start?account_id=1'])(
    'fills no field if it is %j',
    (text) => {
      expect(otherKindsIn(text)).toEqual([]);
    },
  );

  it.each([
    'https://a.',
    'arn:aws:iam::',
    'account ',
    'region = a-',
    '[profile a]\n',
    '--profile ',
  ])('of 250,000 characters is read in less than 1.5 s if it repeats %j', (part) => {
    const text = part.repeat(250_000 / part.length);
    expect(cpuMsOf(() => otherKindsIn(text))).toBeLessThan(1500);
  });
});
