import { describe, expect, it } from 'vitest';
import type { Demand } from '../../../src/core/roles/pasted/demand.ts';
import { foundInText } from '../../../src/core/roles/pasted/found-in-text.ts';
import { readPasted } from '../../../src/core/roles/pasted/pasted.ts';
import { completeRole } from '../../../src/core/roles/role-draft.ts';
import {
  type FieldTexts,
  type FormDraft,
  newDraft,
  valuesOf,
  withPasted,
  withTyped,
} from '../../../src/views/panel/form-draft.ts';
import {
  clipboardOffer,
  furtherFieldCount,
  pastedTitle,
  parseStoredDemands,
  textsOf,
} from '../../../src/views/panel/pasted-form.ts';
import {
  checkForm,
  draftOf,
  duplicateOf,
  emptyForm,
  parseStoredForm,
} from '../../../src/views/panel/role-form.ts';
import { en } from '../../../src/views/words/en.ts';

const roleArn = 'arn:aws:iam::123456789012:role/MyApp/MyS3Access';

function rolesIn(text: string) {
  const pasted = readPasted(text);
  return pasted.kind === 'roles' ? pasted.roles : [];
}

function draftWith(text: string, typed: FieldTexts = {}, taken: readonly string[] = []): FormDraft {
  const [role] = rolesIn(text);
  if (role === undefined) throw new Error(text);
  const { demands } = role;
  const before = withTyped(newDraft(emptyForm()), typed);
  return withPasted(before, 'assume-role', { texts: textsOf(role, taken), demands });
}

function fillForm(text: string, typed: FieldTexts = {}, taken: readonly string[] = []) {
  return valuesOf(draftWith(text, typed, taken));
}

describe('a form that a pasted text fills', () => {
  it('has every pasted value, and breaks no rule', () => {
    const values = fillForm(
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

  it('has the name of the profile, or a numbered name, unless the user typed a name', () => {
    const section = `[profile client]\nrole_arn = ${roleArn}\n`;
    expect(fillForm(section).name).toBe('client');
    expect(fillForm(section, {}, ['client']).name).toBe('client-2');
    expect(fillForm(section, { name: 'mine' }).name).toBe('mine');
    expect(fillForm(roleArn).name).toBe('my-s3-access');
  });

  it('does not overwrite the keys of a profile that is its own source', () => {
    const values = fillForm(`[profile client]\nrole_arn = ${roleArn}\nsource_profile = client\n`);
    expect(values).toMatchObject({
      name: 'client',
      'source-profile': 'client',
      profile: 'client-rk',
    });
    expect(checkForm(values, []).broken).toEqual({});
  });

  it('shows a title without unsafe characters, and how many fields the text fills besides the ARN', () => {
    const [role] = rolesIn(`[profile a<x>]\nrole_arn = ${roleArn}\nregion = eu-west-1`);
    if (role === undefined) throw new Error('none');
    expect(pastedTitle(role)).toBe(`a-x: ${roleArn}`);
    expect(furtherFieldCount(role)).toBe(1);
  });
});

describe('the stored conditions of a pasted trust policy', () => {
  it('are restored unchanged, and invalid conditions are not restored', () => {
    const demands: readonly Demand[] = [
      { kind: 'mfa', maxAgeSeconds: null },
      { kind: 'mfa', maxAgeSeconds: 900 },
      { kind: 'external-id', values: ['a'] },
      { kind: 'session-name', values: [] },
      { kind: 'source-identity', values: ['b*'] },
      { kind: 'tag', key: 'team', values: ['c'] },
      { kind: 'other', text: 'IpAddress' },
    ];
    const others = [null, 1, 'x', {}, { kind: 'mfa' }, { kind: 'tag', values: [] }];
    const stored: unknown = JSON.parse(JSON.stringify([...others, ...demands]));
    expect(parseStoredDemands(stored)).toEqual(demands);
    expect(parseStoredDemands({ kind: 'mfa' })).toEqual([]);
  });
});

describe('the values of a form', () => {
  it('are restored without unknown fields, and invalid values are not restored', () => {
    const values = { ...emptyForm(), name: 'x' };
    expect(parseStoredForm(JSON.parse(JSON.stringify({ ...values, more: 1 })))).toEqual(values);
    for (const other of [null, 1, 'x', [], {}, { ...values, name: 1 }])
      expect(parseStoredForm(other)).toBeNull();
  });

  it('for a duplicate of a role are those of the role, except the name and the target profile', () => {
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

describe('the offer of the clipboard', () => {
  const serial = 'arn:aws:iam::111122223333:mfa/alice';
  const offerOf = (text: string, values = emptyForm()) =>
    clipboardOffer(foundInText(text), values, en);

  it('says what is on the clipboard, and does not appear for another text or for a secret', () => {
    expect(offerOf(roleArn)).toEqual({
      text: 'The ARN of a role is on your clipboard',
      titles: [roleArn],
    });
    expect(offerOf(serial)).toEqual({
      text: 'An MFA device is on your clipboard',
      titles: [`alice: ${serial}`],
    });
    expect(offerOf('hello')).toBeNull();
    expect(offerOf(`aws_secret_access_key = wJalrXUtnFEMI/K7MDENG ${serial}`)).toBeNull();
  });

  it('does not appear if the form already has the same values', () => {
    const [other] = foundInText(serial).others;
    const texts = other === undefined ? {} : textsOf(other, []);
    const draft = withPasted(newDraft(emptyForm()), 'mfa-session', { texts, demands: [] });
    expect(offerOf(serial, valuesOf(draft))).toBeNull();
    expect(offerOf(roleArn, { ...emptyForm(), 'role-arn': roleArn })).toBeNull();
  });
});
