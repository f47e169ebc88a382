import type { CommandSpec } from './command-spec.ts';
import { json, namesOf } from './shared-options.ts';

const signIn = [['sso-session', 'start-url'], 'sso-region', 'device'] as const;
const adding = [...signIn, 'template', 'group', 'remove-vanished', 'yes', 'json'] as const;

export const discoveryCommands = {
  'role discover': {
    summary: 'Lists the accounts and permission sets of IAM Identity Center, and adds roles.',
    details: [
      'It signs in first if that is needed. With a pattern, --all or --remove-vanished, it shows the changes and asks before it makes them. Otherwise it changes nothing, and lists each permission set as new, known (a role exists) or no longer listed, with the name that its role has or would get.',
      'A pattern ignores case. With * or ? it matches a whole account name, account ID or permission set, or ACCOUNT/PERMISSION-SET. Without * and ?, each word of the pattern must occur in the account name, the account ID or the permission set.',
      'A role is not added if another role already uses its name or its profile. Use another template, or add the role with `role add`. The role of a permission set that is no longer listed is removed only with --remove-vanished.',
    ],
    operand: { name: 'PATTERN', count: 'many', text: 'the permission sets to add' },
    options: {
      'sso-session': {
        kind: 'value',
        value: 'S',
        text: 'an sso-session of the config file. Needed if several sign-ins are known.',
        completion: namesOf('sso-session'),
      },
      'start-url': {
        kind: 'value',
        value: 'URL',
        text: 'the access portal of IAM Identity Center, if there is no sso-session',
      },
      'sso-region': {
        kind: 'value',
        value: 'R',
        text: 'the region of that portal',
        completion: namesOf('region'),
      },
      all: { kind: 'switch', text: 'adds every permission set that is not a role yet' },
      template: {
        kind: 'value',
        value: 'T',
        text: `the name of each role. It can contain {account}, {accountId}, {email}
and {role}, which is the permission set (default: {account}-{role}).`,
      },
      group: {
        kind: 'value',
        value: 'T',
        text: 'the group of each role, with the same placeholders (default: {account})',
        completion: namesOf('group'),
      },
      'remove-vanished': {
        kind: 'switch',
        text: 'removes the roles whose permission set is no longer listed',
      },
      device: {
        kind: 'switch',
        text: 'signs in with a page and a code that you can use in a browser on any computer',
      },
      yes: { kind: 'switch', text: 'adds and removes roles without asking' },
      json,
    },
    forms: [
      { takes: [...signIn, 'template', 'json'] },
      { operand: 'needed', takes: adding },
      { needs: ['all'], takes: adding },
      { needs: ['remove-vanished'], takes: [...signIn, 'yes', 'json'] },
    ],
    examples: [
      { line: 'role discover', does: 'lists the permission sets of the sign-in' },
      { line: "role discover 'prod*/ReadOnly'", does: 'adds ReadOnly in all prod accounts' },
      {
        line: "role discover --all --template '{accountId}.{role}'",
        does: 'adds everything, named by account ID',
      },
    ],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;
