import { changedRoleOptions, newRoleOptions } from '../role-fields.ts';
import type { CommandSpec } from './command-spec.ts';
import { roleAddForms } from './role-add-forms.ts';
import { allowEndpoint, FILES, json, namesOf, role } from './shared-options.ts';

const { 'role-arn': roleArn, ...otherFields } = newRoleOptions;
const otherNames = Object.keys(otherFields);

export const roleCommands = {
  'role add': {
    summary: 'Adds a role.',
    operand: { name: 'NAME', count: 'one', text: 'your name for the role' },
    options: {
      'role-arn': roleArn,
      'policy-file': {
        kind: 'value',
        value: 'FILE',
        text: `reads the role from the text that its owner sent you: a policy, an email, or
the output of aws iam get-role. FILE can be -, which reads standard input.`,
        completion: FILES,
      },
      'mfa-session': {
        kind: 'switch',
        text: `adds an MFA session instead of a role: the session that the IAM user of the
source profile gets for an MFA code`,
      },
      ...otherFields,
    },
    forms: roleAddForms,
    examples: [
      {
        line: 'role add client-s3 --role-arn arn:aws:iam::123456789012:role/S3 --external-id Id-1',
        does: 'adds a role that needs an external ID and writes to the profile client-s3',
      },
      {
        line: 'role add client-s3 --policy-file policy.json --profile new-profile',
        does: 'reads the ARN from a file, and writes to the profile new-profile',
      },
      {
        line: 'role add dev --account 123456789012 --permission-set ReadOnly --sso-session corp',
        does: 'adds a permission set of IAM Identity Center',
      },
      {
        line: 'role add alice-mfa --mfa-session --mfa-serial arn:aws:iam::123456789012:mfa/alice',
        does: 'adds the MFA session of the user whose keys are in the profile "default"',
      },
    ],
  },
  'role list': {
    summary: 'Lists the roles.',
    aliases: ['role ls', 'ls'],
    options: { json },
    forms: [{ takes: ['json'] }],
    examples: [{ line: 'role list', does: 'shows profile, source, external ID and duration' }],
  },
  'role show': {
    summary: 'Shows every field of a role.',
    operand: role,
    options: { json },
    forms: [{ operand: 'needed', takes: ['json'] }],
    examples: [
      { line: 'role show client-s3', does: 'prints a line for each field that is set' },
      { line: 'role show client-s3 --json', does: 'prints all fields as JSON' },
    ],
  },
  'role set': {
    summary: 'Changes a role.',
    details: [
      'An empty value removes an optional field. --tag, --transitive-tag-key and --policy-arn replace all earlier values.',
      'An option that you omit changes nothing. With a new --profile, the keys move to that profile. --name, --group, --pin, --no-pin and --browser leave the session as it is. After any other change, Rolekeeper assumes the role again if it is on, and removes its keys if it is off.',
    ],
    operand: role,
    options: {
      name: { kind: 'value', value: 'N', text: 'the new name' },
      ...changedRoleOptions,
      'no-pin': { kind: 'switch', text: 'removes the pin' },
    },
    forms: [
      {
        operand: 'needed',
        takes: [
          'name',
          'role-arn',
          ...otherNames.filter((name) => name !== 'pin'),
          ['pin', 'no-pin'],
        ],
        needsOption: true,
      },
    ],
    examples: [
      { line: 'role set client-s3 --duration 43200', does: 'uses sessions of 12 hours' },
      { line: 'role set client-s3 --external-id ""', does: 'removes the external ID' },
    ],
  },
  'role remove': {
    summary: 'Releases a role in every credentials file, then deletes it.',
    aliases: ['role rm', 'rm'],
    operand: role,
    options: {},
    forms: [{ operand: 'needed' }],
    examples: [{ line: 'role remove client-s3', does: 'removes its keys and the role' }],
  },
  'role test': {
    summary: 'Tries a role at AWS step by step, and writes nothing.',
    details: [
      'The steps are the source credentials, their identity at AWS, the MFA code if one is needed, and the session. The session is discarded. The exit code is 1 if a step fails.',
    ],
    aliases: ['test'],
    operand: role,
    options: { json },
    forms: [{ operand: 'needed', takes: ['json'] }],
    examples: [{ line: 'test client-s3', does: 'prints each step, and what to do if one fails' }],
  },
  'role import': {
    summary: 'Adds roles from the profiles of ~/.aws/config.',
    details: [
      'Without names it lists the profiles that can be imported. It runs no program and asks for no MFA code.',
      'The profile does not change. Its role_arn, or its permission set of IAM Identity Center, would hide keys in a profile of the same name, so the role NAME writes to the profile NAME-rk. If the source profile is also imported as a role, the new role uses that role as its source.',
    ],
    operand: {
      name: 'NAME',
      count: 'many',
      text: 'a profile of the config file',
      completion: namesOf('config-profile'),
    },
    options: {
      all: {
        kind: 'switch',
        text: 'imports every profile that has a role_arn or a permission set and is not a role yet',
      },
      'allow-endpoint': allowEndpoint,
      'source-mfa': {
        kind: 'switch',
        text: `uses the MFA device of the source profile for a role that names no device.
aws-vault does this, but the AWS CLI does not.`,
      },
      json,
    },
    forms: [
      { takes: ['json'] },
      { operand: 'needed', takes: ['allow-endpoint', 'source-mfa', 'json'] },
      { needs: ['all'], takes: ['allow-endpoint', 'source-mfa', 'json'] },
    ],
    examples: [
      { line: 'role import', does: 'lists what can be imported' },
      { line: 'role import client-s3', does: 'imports one profile' },
      { line: 'role import --all', does: 'imports every profile that can be a role' },
    ],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;
