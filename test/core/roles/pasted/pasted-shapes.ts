/** Typical texts that describe a role, with their meaning; every wrapping must keep it. */
export const roleArn = 'arn:aws:iam::123456789012:role/app/Reader';
export const externalId = 'client-42';

const condition = { StringEquals: { 'sts:ExternalId': externalId } };
const statement = { Effect: 'Allow', Action: 'sts:AssumeRole' };

const identityPolicy = {
  Version: '2012-10-17',
  Statement: [{ ...statement, Resource: roleArn, Condition: condition }],
};

const trustPolicy = {
  Version: '2012-10-17',
  Statement: [
    { ...statement, Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Condition: condition },
  ],
};

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function urlEncoded(value: unknown): string {
  return encodeURIComponent(JSON.stringify(value));
}

const outputs = [
  { OutputKey: 'RoleArn', OutputValue: roleArn },
  { OutputKey: 'ExternalId', OutputValue: externalId, Description: 'for the client' },
];

/** All shapes contain the ARN and the external ID. `ends`: true if more punctuation can follow. */
export const shapes: readonly {
  readonly what: string;
  readonly text: string;
  readonly ends: boolean;
}[] = [
  { what: 'a policy', text: json(identityPolicy), ends: true },
  { what: 'a policy on one line', text: JSON.stringify(identityPolicy), ends: true },
  { what: 'one statement', text: json(identityPolicy.Statement[0]), ends: true },
  {
    what: 'get-policy-version',
    text: json({ PolicyVersion: { Document: identityPolicy, VersionId: 'v1' } }),
    ends: true,
  },
  {
    what: 'get-policy-version, URL-encoded',
    text: json({ PolicyVersion: { Document: urlEncoded(identityPolicy) } }),
    ends: true,
  },
  { what: 'a URL-encoded policy alone', text: urlEncoded(identityPolicy), ends: false },
  {
    what: 'get-role',
    text: json({
      Role: {
        Path: '/app/',
        RoleName: 'Reader',
        Arn: roleArn,
        AssumeRolePolicyDocument: trustPolicy,
      },
    }),
    ends: true,
  },
  {
    what: 'get-role, URL-encoded',
    text: json({
      Role: { RoleName: 'Reader', Arn: roleArn, AssumeRolePolicyDocument: urlEncoded(trustPolicy) },
    }),
    ends: true,
  },
  {
    what: 'an ARN and a trust policy',
    text: `Role: ${roleArn}\n\nTrust policy:\n${json(trustPolicy)}`,
    ends: true,
  },
  {
    what: 'values with labels',
    text: `Role ARN: ${roleArn}\nExternal ID: ${externalId}`,
    ends: true,
  },
  {
    what: 'values with German labels',
    text: `Rollen-ARN: ${roleArn}\nExterne ID: ${externalId}`,
    ends: true,
  },
  {
    what: 'values below their labels',
    text: `Role ARN\n${roleArn}\n\nExternal ID\n${externalId}`,
    ends: true,
  },
  { what: 'a sentence', text: `Assume ${roleArn} with the external ID ${externalId}`, ends: true },
  {
    what: 'a sentence with verbs',
    text: `The role is ${roleArn} and its external ID is ${externalId}`,
    ends: true,
  },
  { what: 'one line', text: `prod: ${roleArn} (external id ${externalId})`, ends: true },
  {
    what: 'Markdown',
    text: `- **Role ARN:** \`${roleArn}\`\n- **External ID:** \`${externalId}\``,
    ends: true,
  },
  {
    what: 'a table',
    text: `| Role ARN | ${roleArn} |\n| External ID | ${externalId} |`,
    ends: false,
  },
  { what: 'columns', text: `RoleArn\t${roleArn}\nExternalId\t${externalId}`, ends: true },
  {
    what: 'Terraform outputs',
    text: `external_id = "${externalId}"\nrole_arn    = "${roleArn}"`,
    ends: true,
  },
  {
    what: 'Terraform outputs as JSON',
    text: json({
      role_arn: { type: 'string', value: roleArn },
      external_id: { type: 'string', value: externalId },
    }),
    ends: true,
  },
  {
    what: "a provider's block",
    text: `provider "aws" {\n  assume_role {\n    role_arn    = "${roleArn}"\n    external_id = "${externalId}"\n  }\n}`,
    ends: true,
  },
  {
    what: "Terraform's policy document",
    text: `statement {\n  actions   = ["sts:AssumeRole"]\n  resources = ["${roleArn}"]\n  condition {\n    test     = "StringEquals"\n    variable = "sts:ExternalId"\n    values   = ["${externalId}"]\n  }\n}`,
    ends: true,
  },
  {
    what: 'jsonencode',
    text: `policy = jsonencode({\n  Statement = [{\n    Action = "sts:AssumeRole"\n    Effect = "Allow"\n    Resource = "${roleArn}"\n    Condition = { StringEquals = { "sts:ExternalId" = "${externalId}" } }\n  }]\n})`,
    ends: true,
  },
  { what: 'CloudFormation outputs', text: json({ Stacks: [{ Outputs: outputs }] }), ends: true },
  {
    what: 'CloudFormation outputs as YAML',
    text: `Outputs:\n- OutputKey: RoleArn\n  OutputValue: ${roleArn}\n- OutputKey: ExternalId\n  OutputValue: ${externalId}`,
    ends: false,
  },
  {
    what: 'a policy as YAML',
    text: `Statement:\n  - Effect: Allow\n    Action: ['sts:AssumeRole']\n    Resource: ${roleArn}\n    Condition:\n      StringEquals:\n        sts:ExternalId: ${externalId}`,
    ends: false,
  },
  {
    what: 'values as YAML',
    text: `role_arn: ${roleArn}\nexternal_id: '${externalId}'`,
    ends: false,
  },
  {
    what: 'a profile',
    text: `[profile client]\nrole_arn = ${roleArn}\nexternal_id = ${externalId}`,
    ends: false,
  },
  {
    what: 'an account and a name in a profile',
    text: `[client]\naws_account_id = 123456789012\nrole_name = app/Reader\nexternal_id = ${externalId}`,
    ends: false,
  },
  {
    what: 'an account and a name',
    text: `Account ID: 123456789012\nRole name: app/Reader\nExternal ID: ${externalId}`,
    ends: true,
  },
  {
    what: 'exports',
    text: `export AWS_ROLE_ARN=${roleArn}\nexport EXTERNAL_ID="${externalId}"`,
    ends: true,
  },
  {
    what: 'a command',
    text: `aws sts assume-role --role-arn ${roleArn} --external-id ${externalId}`,
    ends: true,
  },
  {
    what: 'a command over lines of bash',
    text: `aws sts assume-role \\\n  --role-arn ${roleArn} \\\n  --external-id ${externalId}`,
    ends: true,
  },
  {
    what: 'a command over lines of PowerShell',
    text: `aws sts assume-role \`\n  --role-arn ${roleArn} \`\n  --external-id "${externalId}"`,
    ends: true,
  },
  {
    what: 'a command over lines of cmd',
    text: `aws sts assume-role ^\n  --role-arn ${roleArn} ^\n  --external-id ${externalId}`,
    ends: true,
  },
  {
    what: 'a command with a variable',
    text: `ROLE_ARN=${roleArn}\naws sts assume-role --role-arn "$ROLE_ARN" --external-id ${externalId}`,
    ends: true,
  },
  {
    what: 'a call of boto3',
    text: `sts.assume_role(RoleArn='${roleArn}', ExternalId='${externalId}')`,
    ends: true,
  },
  {
    what: 'a call of the SDK for JavaScript',
    text: `new AssumeRoleCommand({ RoleArn: '${roleArn}', ExternalId: "${externalId}" })`,
    ends: true,
  },
  {
    what: 'aws configure set',
    text: `aws configure set role_arn ${roleArn} --profile client\naws configure set external_id ${externalId} --profile client`,
    ends: false,
  },
];
