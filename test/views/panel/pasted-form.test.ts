import { describe, expect, it } from 'vitest';
import { readPasted } from '../../../src/core/roles/pasted/pasted.ts';
import { completeRole } from '../../../src/core/roles/role-draft.ts';
import { formFrom, furtherFields, pastedTitle } from '../../../src/views/panel/pasted-form.ts';
import {
  checkForm,
  draftOf,
  duplicateOf,
  emptyForm,
  storedForm,
  type FormValues,
} from '../../../src/views/panel/role-form.ts';

const roleArn = 'arn:aws:iam::123456789012:role/MyApp/MyS3Access';

function rolesIn(text: string) {
  const pasted = readPasted(text);
  return pasted.found === 'roles' ? pasted.roles : [];
}

function filled(
  text: string,
  before = emptyForm(),
  taken: readonly string[] = [],
  pasted: FormValues | null = null,
) {
  const [role] = rolesIn(text);
  if (role === undefined) throw new Error(text);
  return formFrom(role, before, { taken, pasted }).values;
}

describe('a form filled from a paste', () => {
  it('keeps every rule of its fields, and what the paste says', () => {
    const values = filled(
      `aws sts assume-role --role-arn ${roleArn} --duration-seconds 7200 --tags Key=a,Value=b Key=c,Value= --transitive-tag-keys a --policy-arns arn=arn:aws:iam::aws:policy/X --policy '{"Version":"2012-10-17"}' --source-identity alice --endpoint-url https://sts.example.com`,
    );
    expect(values).toMatchObject({
      tag: 'a=b\nc=',
      'transitive-tag-key': 'a',
      duration: '7200',
      name: 'my-s3-access',
    });
    expect(values.endpoint).toBe('https://sts.example.com');
    expect(checkForm(values, []).broken).toEqual({});
  });

  it('takes a profile’s own name, numbered where it is taken, and keeps one that was typed', () => {
    const section = `[profile client]\nrole_arn = ${roleArn}\n`;
    expect(filled(section).name).toBe('client');
    expect(filled(section, emptyForm(), ['client']).name).toBe('client-2');
    expect(filled(section, { ...emptyForm(), name: 'mine' }).name).toBe('mine');
    expect(filled(roleArn, filled(section), [], filled(section)).name).toBe('my-s3-access');
  });

  it('does not write over the keys of a profile that is its own source', () => {
    const values = filled(`[profile client]\nrole_arn = ${roleArn}\nsource_profile = client\n`);
    expect(values).toMatchObject({
      name: 'client',
      'source-profile': 'client',
      profile: 'client-rk',
    });
    expect(checkForm(values, []).broken).toEqual({});
  });

  it('is told with what can be shown safely', () => {
    const [role] = rolesIn(`[profile a<x>]\nrole_arn = ${roleArn}\nregion = eu-west-1`);
    if (role === undefined) throw new Error('none');
    expect(pastedTitle(role)).toBe(`a-x: ${roleArn}`);
    expect(furtherFields(role)).toBe(1);
  });
});

describe('a form that was put away', () => {
  it('comes back as it was, and nothing else does', () => {
    const values = { ...emptyForm(), name: 'x' };
    expect(storedForm(JSON.parse(JSON.stringify({ ...values, more: 1 })))).toEqual(values);
    for (const other of [null, 1, 'x', [], {}, { ...values, name: 1 }])
      expect(storedForm(other)).toBeNull();
  });

  it('is, as a duplicate, everything but the name and the target', () => {
    const role = completeRole(
      draftOf({
        ...emptyForm(),
        name: 'a',
        profile: 'b',
        'role-arn': roleArn,
        'external-id': 'word-1',
        region: 'eu-west-1',
      }),
      { id: '0123456789ab', sessionName: 'me@here' },
    );
    if (!role.ok) throw new Error(role.failure.kind);
    expect(duplicateOf(role.value)).toEqual({
      ...emptyForm(),
      'role-arn': roleArn,
      'external-id': 'word-1',
      region: 'eu-west-1',
      'session-name': 'me@here',
    });
  });
});
