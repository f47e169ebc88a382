/** A role, as its owner describes it to a client. */
export interface SentRole {
  readonly account: string;
  /** Includes the path. */
  readonly name: string;
  readonly externalId: string;
  readonly needsMfa: boolean;
}

export interface Format {
  readonly what: string;
  readonly text: (role: SentRole) => string;
}

export function arnOf({ account, name }: SentRole): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

const json = (value: unknown): string => JSON.stringify(value, null, 2);
const yes = ({ needsMfa }: SentRole): string => (needsMfa ? 'yes' : 'no');
const bool = ({ needsMfa }: SentRole): string => String(needsMfa);

function conditionOf({ externalId, needsMfa }: SentRole): object {
  return {
    StringEquals: { 'sts:ExternalId': externalId },
    ...(needsMfa ? { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } : {}),
  };
}

function eventOf(role: SentRole): object {
  const serialNumber = 'arn:aws:iam::999988887777:mfa/bob';
  return {
    eventVersion: '1.08',
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::999988887777:user/bob', userName: 'bob' },
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    awsRegion: 'us-east-1',
    requestParameters: {
      roleArn: arnOf(role),
      externalId: role.externalId,
      ...(role.needsMfa ? { serialNumber } : {}),
    },
    responseElements: {
      credentials: { accessKeyId: 'ASIAEXAMPLE', sessionToken: `IQoJ${'b3Jp'.repeat(60)}` },
      assumedRoleUser: { arn: `arn:aws:sts::${role.account}:assumed-role/Other/ci` },
    },
    resources: [{ accountId: role.account, type: 'AWS::IAM::Role', ARN: arnOf(role) }],
  };
}

/** Returns a table as Outlook writes it: with paragraphs in cells, and line breaks in the HTML. */
function outlookTable(cells: readonly (readonly string[])[]): string {
  const rows = cells.map(
    (row) =>
      `<tr style='mso-yfti-irow:0'>\n${row.map((cell) => ` <td width=300 valign=top>\n  <p class=MsoNormal>${cell}<o:p></o:p></p>\n </td>`).join('\n')}\n</tr>`,
  );
  return `<html><head><style>p.MsoNormal {margin:0cm;}</style></head><body><table border=1>\n${rows.join('\n')}\n</table></body></html>`;
}

export const formats: readonly Format[] = [
  {
    what: 'a mail',
    text: (role) =>
      `Role ARN: ${arnOf(role)}\nExternal ID: ${role.externalId}\nMFA required: ${yes(role)}`,
  },
  {
    what: 'a sentence',
    text: (role) =>
      `Our role is ${arnOf(role)} and its external ID is ${role.externalId}.${role.needsMfa ? ' MFA is required.' : ''}`,
  },
  {
    what: 'a mail with dashes instead of colons',
    text: (role) =>
      `Role ARN – ${arnOf(role)}\nExternal ID — ${role.externalId}\nMFA: ${role.needsMfa ? 'required' : 'not required'}`,
  },
  {
    what: 'a German mail',
    text: (role) =>
      `Rollen-ARN: ${arnOf(role)}\nExterne ID: ${role.externalId}\n${role.needsMfa ? 'MFA ist erforderlich' : 'ohne MFA'}`,
  },
  {
    what: 'a Markdown table',
    text: (role) =>
      `| Environment | Role ARN | External ID | MFA |\n|---|:--|---|---|\n| prod | \`${arnOf(role)}\` | ${role.externalId} | ${yes(role)} |`,
  },
  {
    what: 'a Markdown table with a role and an account',
    text: (role) =>
      `Account | Role name | External ID | MFA required\n--- | --- | --- | ---\n${role.account} | ${role.name} | ${role.externalId} | ${yes(role)}`,
  },
  {
    what: 'a table of two columns',
    text: (role) =>
      `| Role ARN | ${arnOf(role)} |\n| External ID | ${role.externalId} |\n| MFA required | ${yes(role)} |`,
  },
  {
    what: 'CSV',
    text: (role) =>
      `Name,Role ARN,External ID,MFA required\nprod,${arnOf(role)},"${role.externalId}",${yes(role)}`,
  },
  {
    what: 'CSV with semicolons and quotes',
    text: (role) =>
      `"role_arn";"external_id";"mfa_required"\n"${arnOf(role)}";"${role.externalId}";"${bool(role)}"`,
  },
  {
    what: 'cells copied from a spreadsheet',
    text: (role) =>
      `Account ID\tRole name\tExternal ID\tMFA\n${role.account}\t${role.name}\t${role.externalId}\t${yes(role)}`,
  },
  {
    what: 'an Outlook mail with a table',
    text: (role) =>
      outlookTable([
        ['Role ARN', 'External ID', 'MFA required'],
        [arnOf(role), role.externalId, yes(role)],
      ]),
  },
  {
    what: 'a mail in HTML',
    text: (role) =>
      `<p>Role ARN: <b>${arnOf(role).replace('role/', 'role/<wbr>')}</b><br>\nExternal&nbsp;ID: <code>${role.externalId.replace(/-/g, '&#45;')}</code><br>MFA&nbsp;required: ${yes(role)}</p>`,
  },
  {
    what: 'the quoted-printable source of a mail',
    text: (role) =>
      `Content-Transfer-Encoding: quoted-printable\n\n${quotedPrintable(`Role ARN: ${arnOf(role)}\nExternal ID: ${role.externalId}\nMFA required: ${yes(role)} =3D`)}`,
  },
  {
    what: 'a policy',
    text: (role) =>
      json({
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Resource: arnOf(role),
            Condition: conditionOf(role),
          },
        ],
      }),
  },
  {
    what: 'the output of `aws iam get-role`',
    text: (role) =>
      json({
        Role: {
          RoleName: role.name.split('/').at(-1),
          Arn: arnOf(role),
          AssumeRolePolicyDocument: {
            Statement: {
              Effect: 'Allow',
              Principal: { AWS: 'arn:aws:iam::999988887777:root' },
              Action: 'sts:AssumeRole',
              Condition: conditionOf(role),
            },
          },
        },
      }),
  },
  {
    what: 'a policy in YAML with comments',
    text: (role) =>
      `Statement: # for the client\n  - Effect: Allow\n    Action: sts:AssumeRole # nothing else\n    Resource: &role '${arnOf(role)}'\n    # agreed with them\n    Condition:\n      StringEquals: {"sts:ExternalId": "${role.externalId}"}\n${role.needsMfa ? '      Bool:\n        aws:MultiFactorAuthPresent: true # always\n' : ''}`,
  },
  {
    what: 'YAML with an anchor for a value',
    text: (role) =>
      `ids:\n  client: &id "${role.externalId}" # ours\nroles:\n  - role_arn: ${arnOf(role)}\n    external_id: *id\n    mfa_required: ${bool(role)}`,
  },
  {
    what: 'YAML with an anchor for a block',
    text: (role) =>
      `.base: &base\n  external_id: '${role.externalId}'\n  mfa_required: ${bool(role)}\n\nprod:\n  <<: *base\n  role_arn: ${arnOf(role)}`,
  },
  {
    what: 'outputs of CloudFormation',
    text: (role) =>
      json({
        Stacks: [
          {
            StackName: 'client',
            Outputs: [
              { OutputKey: 'RoleArn', OutputValue: arnOf(role), Description: 'the role' },
              { OutputKey: 'ExternalId', OutputValue: role.externalId },
              { OutputKey: 'MfaRequired', OutputValue: bool(role) },
            ],
          },
        ],
      }),
  },
  {
    what: 'outputs of CloudFormation as a table',
    text: (role) =>
      `-----------------\n|  DescribeStacks  |\n+------------+------------+\n|  RoleArn | ${arnOf(role)} |\n|  ExternalId | ${role.externalId} |\n|  MfaRequired | ${bool(role)} |\n+------------+------------+`,
  },
  {
    what: 'outputs of the AWS CDK',
    text: (role) =>
      ` ✅  ClientStack\n\nOutputs:\nClientStack.ReaderRoleArn1A2B3C4D = ${arnOf(role)}\nClientStack.ReaderExternalIdOutput5E6F7A8B = ${role.externalId}\nClientStack.MfaRequired = ${bool(role)}\nStack ARN:\narn:aws:cloudformation:eu-west-1:999988887777:stack/ClientStack/0a1b`,
  },
  {
    what: 'outputs of Terraform',
    text: (role) =>
      `external_id = "${role.externalId}"\nmfa_required = ${bool(role)}\nrole_arn = "${arnOf(role)}"`,
  },
  {
    what: 'an `aws sts assume-role` command',
    text: (role) =>
      `aws sts assume-role --role-arn ${arnOf(role)} \\\n  --external-id '${role.externalId}'${role.needsMfa ? ' --serial-number arn:aws:iam::999988887777:mfa/bob' : ''} --role-session-name me`,
  },
  { what: 'an event of CloudTrail', text: (role) => json({ Records: [eventOf(role)] }) },
  {
    what: 'a profile of the config file',
    text: (role) =>
      `[profile client]\nrole_arn = ${arnOf(role)}\nexternal_id = ${role.externalId}\n${role.needsMfa ? 'mfa_serial = arn:aws:iam::999988887777:mfa/bob\n' : ''}`,
  },
];

/** Encodes a text as quoted-printable: lines of at most 76 characters (RFC 2045). */
function quotedPrintable(text: string): string {
  return text
    .replace(/=/g, '=3D')
    .replace(/[^\n]{74}(?=[^\n])/g, (line) => `${line}=\n`)
    .replace(/=(3?)=\n(3?D)/g, '=\n=$1$2');
}
