/** The ARN and the external ID of the role that each text in this file describes. */
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

/**
 * Typical texts that describe the role. `allowsPunctuation` is true if punctuation after the text
 * does not change its meaning.
 */
export const shapes: readonly {
  readonly what: string;
  readonly text: string;
  readonly allowsPunctuation: boolean;
}[] = [
  { what: 'a policy', text: json(identityPolicy), allowsPunctuation: true },
  { what: 'a policy on one line', text: JSON.stringify(identityPolicy), allowsPunctuation: true },
  { what: 'one statement', text: json(identityPolicy.Statement[0]), allowsPunctuation: true },
  {
    what: 'the output of `aws iam get-policy-version`',
    text: json({ PolicyVersion: { Document: identityPolicy, VersionId: 'v1' } }),
    allowsPunctuation: true,
  },
  {
    what: 'the output of get-policy-version with a URL-encoded policy',
    text: json({ PolicyVersion: { Document: urlEncoded(identityPolicy) } }),
    allowsPunctuation: true,
  },
  {
    what: 'a URL-encoded policy alone',
    text: urlEncoded(identityPolicy),
    allowsPunctuation: false,
  },
  {
    what: 'the output of `aws iam get-role`',
    text: json({
      Role: {
        Path: '/app/',
        RoleName: 'Reader',
        Arn: roleArn,
        AssumeRolePolicyDocument: trustPolicy,
      },
    }),
    allowsPunctuation: true,
  },
  {
    what: 'the output of get-role with a URL-encoded trust policy',
    text: json({
      Role: { RoleName: 'Reader', Arn: roleArn, AssumeRolePolicyDocument: urlEncoded(trustPolicy) },
    }),
    allowsPunctuation: true,
  },
  {
    what: 'an ARN and a trust policy',
    text: `Role: ${roleArn}\n\nTrust policy:\n${json(trustPolicy)}`,
    allowsPunctuation: true,
  },
  {
    what: 'values with labels',
    text: `Role ARN: ${roleArn}\nExternal ID: ${externalId}`,
    allowsPunctuation: true,
  },
  {
    what: 'values with German labels',
    text: `Rollen-ARN: ${roleArn}\nExterne ID: ${externalId}`,
    allowsPunctuation: true,
  },
  {
    what: 'values below their labels',
    text: `Role ARN\n${roleArn}\n\nExternal ID\n${externalId}`,
    allowsPunctuation: true,
  },
  {
    what: 'an instruction in one sentence',
    text: `Assume ${roleArn} with the external ID ${externalId}`,
    allowsPunctuation: true,
  },
  {
    what: 'a sentence with verbs',
    text: `The role is ${roleArn} and its external ID is ${externalId}`,
    allowsPunctuation: true,
  },
  {
    what: 'one line with parentheses',
    text: `prod: ${roleArn} (external id ${externalId})`,
    allowsPunctuation: true,
  },
  {
    what: 'a Markdown list',
    text: `- **Role ARN:** \`${roleArn}\`\n- **External ID:** \`${externalId}\``,
    allowsPunctuation: true,
  },
  {
    what: 'a table',
    text: `| Role ARN | ${roleArn} |\n| External ID | ${externalId} |`,
    allowsPunctuation: false,
  },
  {
    what: 'columns with tabs',
    text: `RoleArn\t${roleArn}\nExternalId\t${externalId}`,
    allowsPunctuation: true,
  },
  {
    what: 'Terraform outputs',
    text: `external_id = "${externalId}"\nrole_arn    = "${roleArn}"`,
    allowsPunctuation: true,
  },
  {
    what: 'Terraform outputs as JSON',
    text: json({
      role_arn: { type: 'string', value: roleArn },
      external_id: { type: 'string', value: externalId },
    }),
    allowsPunctuation: true,
  },
  {
    what: 'a provider block of Terraform',
    text: `provider "aws" {\n  assume_role {\n    role_arn    = "${roleArn}"\n    external_id = "${externalId}"\n  }\n}`,
    allowsPunctuation: true,
  },
  {
    what: 'a policy document of Terraform',
    text: `statement {\n  actions   = ["sts:AssumeRole"]\n  resources = ["${roleArn}"]\n  condition {\n    test     = "StringEquals"\n    variable = "sts:ExternalId"\n    values   = ["${externalId}"]\n  }\n}`,
    allowsPunctuation: true,
  },
  {
    what: 'a policy in jsonencode of Terraform',
    text: `policy = jsonencode({\n  Statement = [{\n    Action = "sts:AssumeRole"\n    Effect = "Allow"\n    Resource = "${roleArn}"\n    Condition = { StringEquals = { "sts:ExternalId" = "${externalId}" } }\n  }]\n})`,
    allowsPunctuation: true,
  },
  {
    what: 'CloudFormation outputs',
    text: json({ Stacks: [{ Outputs: outputs }] }),
    allowsPunctuation: true,
  },
  {
    what: 'CloudFormation outputs as YAML',
    text: `Outputs:\n- OutputKey: RoleArn\n  OutputValue: ${roleArn}\n- OutputKey: ExternalId\n  OutputValue: ${externalId}`,
    allowsPunctuation: false,
  },
  {
    what: 'a policy as YAML',
    text: `Statement:\n  - Effect: Allow\n    Action: ['sts:AssumeRole']\n    Resource: ${roleArn}\n    Condition:\n      StringEquals:\n        sts:ExternalId: ${externalId}`,
    allowsPunctuation: false,
  },
  {
    what: 'values as YAML',
    text: `role_arn: ${roleArn}\nexternal_id: '${externalId}'`,
    allowsPunctuation: false,
  },
  {
    what: 'a profile of the config file',
    text: `[profile client]\nrole_arn = ${roleArn}\nexternal_id = ${externalId}`,
    allowsPunctuation: false,
  },
  {
    what: 'an account and a name in a profile',
    text: `[client]\naws_account_id = 123456789012\nrole_name = app/Reader\nexternal_id = ${externalId}`,
    allowsPunctuation: false,
  },
  {
    what: 'an account and a name',
    text: `Account ID: 123456789012\nRole name: app/Reader\nExternal ID: ${externalId}`,
    allowsPunctuation: true,
  },
  {
    what: 'exported variables',
    text: `export AWS_ROLE_ARN=${roleArn}\nexport EXTERNAL_ID="${externalId}"`,
    allowsPunctuation: true,
  },
  {
    what: 'a command',
    text: `aws sts assume-role --role-arn ${roleArn} --external-id ${externalId}`,
    allowsPunctuation: true,
  },
  {
    what: 'a command on several lines as in bash',
    text: `aws sts assume-role \\\n  --role-arn ${roleArn} \\\n  --external-id ${externalId}`,
    allowsPunctuation: true,
  },
  {
    what: 'a command on several lines as in PowerShell',
    text: `aws sts assume-role \`\n  --role-arn ${roleArn} \`\n  --external-id "${externalId}"`,
    allowsPunctuation: true,
  },
  {
    what: 'a command on several lines as in cmd',
    text: `aws sts assume-role ^\n  --role-arn ${roleArn} ^\n  --external-id ${externalId}`,
    allowsPunctuation: true,
  },
  {
    what: 'a command with a variable',
    text: `ROLE_ARN=${roleArn}\naws sts assume-role --role-arn "$ROLE_ARN" --external-id ${externalId}`,
    allowsPunctuation: true,
  },
  {
    what: 'a call of boto3',
    text: `sts.assume_role(RoleArn='${roleArn}', ExternalId='${externalId}')`,
    allowsPunctuation: true,
  },
  {
    what: 'a call of the SDK for JavaScript',
    text: `new AssumeRoleCommand({ RoleArn: '${roleArn}', ExternalId: "${externalId}" })`,
    allowsPunctuation: true,
  },
  {
    what: '`aws configure set` commands',
    text: `aws configure set role_arn ${roleArn} --profile client\naws configure set external_id ${externalId} --profile client`,
    allowsPunctuation: false,
  },
];
