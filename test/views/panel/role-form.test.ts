import { roleFieldNames } from '../../../src/core/roles/role-fields.ts';
import fc from 'fast-check';
import { keysOf, ROLE_KINDS } from '../../../src/core/roles/role-kinds.ts';
import { anyRole } from '../../support/any-role.ts';
import { describe, expect, it } from 'vitest';
import { changeRole, completeRole } from '../../../src/core/roles/role-draft.ts';
import {
  changesOf,
  checkForm,
  draftOf,
  emptyForm,
  formOf,
  formOfKind,
  type FormValues,
  nameFrom,
  parseStoredForm,
} from '../../../src/views/panel/role-form.ts';

const roleArn = 'arn:aws:iam::123456789012:role/MyApp/MyS3Access';
const validDraft: FormValues = { ...emptyForm(), name: 'client', 'role-arn': roleArn };
const defaults = { id: '0123456789ab', sessionName: 'me@here' };

describe('the check of a form', () => {
  it('names every field that breaks its rule, not only the first', () => {
    const { broken } = checkForm(
      {
        ...validDraft,
        name: '',
        'role-arn': 'x',
        'external-id': 'a b',
        'mfa-serial': 'short',
        'session-name': '!',
        duration: '7',
        region: 'nowhere',
        endpoint: 'ftp://x',
      },
      [],
    );
    expect(Object.keys(broken).sort()).toEqual(
      [
        'duration',
        'endpoint',
        'external-id',
        'mfa-serial',
        'name',
        'region',
        'role-arn',
        'session-name',
      ].sort(),
    );
  });

  it('checks the target profile, the region and the duration against other fields', () => {
    expect(checkForm({ ...validDraft, profile: 'default' }, []).broken).toEqual({
      profile: { kind: 'same-as-source' },
    });
    expect(checkForm({ ...validDraft, region: 'cn-north-1' }, []).broken).toEqual({
      region: { kind: 'region' },
    });
    const elsewhere = checkForm(
      { ...validDraft, duration: '60', endpoint: 'https://sts.example.com' },
      [],
    );
    expect(elsewhere).toEqual({
      broken: {},
      warnings: [{ kind: 'limit-of-aws', field: 'duration' }],
    });
  });

  it('reads one tag, key or ARN per line, and names the invalid line', () => {
    const typed = {
      ...validDraft,
      tag: '\n Project = Alpha \n\nEmpty=\n',
      'transitive-tag-key': 'project\n',
      'policy-arn': ' arn:aws:iam::aws:policy/ReadOnlyAccess \n',
    };
    expect(checkForm(typed, []).broken).toEqual({});
    expect(completeRole(draftOf(typed), defaults)).toMatchObject({
      value: {
        tags: [
          { key: 'Project', value: 'Alpha' },
          { key: 'Empty', value: '' },
        ],
        transitiveTagKeys: ['project'],
        policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      },
    });
    expect(
      checkForm({ ...typed, tag: 'Project=a\nnothing', 'transitive-tag-key': '' }, []).broken,
    ).toEqual({
      tag: { kind: 'key-value' },
    });
    const broken = checkForm(
      { ...validDraft, tag: 'aws:x=1', policy: '{', 'policy-arn': 'x', mfa: 'each-time' },
      [],
    ).broken;
    expect(Object.keys(broken).sort()).toEqual(['mfa', 'policy', 'policy-arn', 'tag']);
  });

  it('warns that an MFA session limits the duration, or that each session needs a code', () => {
    const long = {
      ...validDraft,
      'mfa-serial': 'arn:aws:iam::111122223333:mfa/alice',
      duration: '43200',
    };
    expect(checkForm(long, []).warnings).toEqual([
      { kind: 'duration-capped', durationSeconds: 43_200, by: 'mfa' },
    ]);
    expect(checkForm({ ...long, mfa: 'each-time' }, []).warnings).toEqual([
      { kind: 'mfa-each-time' },
    ]);
  });

  it('refuses names that are taken', () => {
    const other = completeRole(draftOf(validDraft), defaults);
    if (!other.ok) throw new Error(other.failure.kind);
    expect(checkForm(validDraft, [other.value]).broken).toEqual({
      name: { kind: 'taken', by: 'client' },
    });
  });

  it.each(ROLE_KINDS)(
    'accepts exactly the roles that the core accepts, for the kind %s',
    (kind) => {
      const start = { ...validDraft, ...emptyForm(kind), name: 'client', 'role-arn': roleArn };
      const typed = fc.oneof(
        fc.string({ maxLength: 12 }),
        fc.constantFrom('', ' ', 'default', 'DEFAULT', roleArn, '3600', 'eu-west-1'),
      );
      const values = fc.record(
        Object.fromEntries(
          roleFieldNames.map((field) => [field, fc.oneof(fc.constant(start[field]), typed)]),
        ),
      ) as fc.Arbitrary<FormValues>;
      fc.assert(
        fc.property(values, (typedValues) => {
          const form = { ...typedValues, kind };
          const { broken } = checkForm(form, []);
          expect(Object.keys(broken).length === 0).toBe(completeRole(draftOf(form), defaults).ok);
        }),
        { numRuns: 300 },
      );
    },
  );
});

describe('a form after a change of the kind of role', () => {
  it.each(ROLE_KINDS)(
    'keeps name, region and group, and fills only fields of the new kind, from the kind %s',
    (kind) => {
      fc.assert(
        fc.property(anyRole(kind), (role) => {
          const form = formOf(role);
          for (const other of ROLE_KINDS) {
            const { name, region, group } = formOfKind(form, other);
            expect({ name, region, group }).toEqual({
              name: form.name,
              region: form.region,
              group: form.group,
            });
            const shown = draftOf(formOfKind(form, other));
            const filled = Object.entries(shown).filter(([, value]) => value !== '');
            for (const [key] of filled) expect(['kind', ...keysOf(other)]).toContain(key);
          }
        }),
      );
    },
  );
});

describe('a form that is opened for a role', () => {
  it.each(ROLE_KINDS)(
    'is the same after it is stored as JSON and read, and saving it does not change a role of the kind %s',
    (kind) => {
      fc.assert(
        fc.property(anyRole(kind), (role) => {
          const form = formOf(role);
          expect(changeRole(role, changesOf(form))).toEqual({ ok: true, value: role });
          expect(parseStoredForm(JSON.parse(JSON.stringify(form)))).toEqual(form);
        }),
      );
    },
  );

  it('does not change the role if the user typed nothing', () => {
    const optional = {
      externalId: 'word',
      mfaSerial: 'arn:aws:iam::1:mfa/me',
      region: 'eu-west-1',
      targetProfile: 'other',
    };
    const parameters = {
      mfaSerial: 'arn:aws:iam::1:mfa/me',
      mfa: 'each-time' as const,
      tags: [
        { key: 'Project', value: 'a=b' },
        { key: 'Empty', value: '' },
      ],
      transitiveTagKeys: ['Project', 'empty'],
      sourceIdentity: 'me@here',
      policy: '{"Version":"2012-10-17","Statement":[{"Sid":"two  spaces"}]}',
      policyArns: [
        'arn:aws:iam::aws:policy/ReadOnlyAccess',
        'arn:aws:iam::123456789012:policy/Own',
      ],
    };
    // Parsing and formatting the policy would lose the duplicate key.
    const odd = { policy: '{"Sid":"one","Sid":"two","n":1.0}' };
    for (const extra of [{}, optional, parameters, odd]) {
      const role = completeRole({ name: 'client', roleArn, ...extra }, defaults);
      if (!role.ok) throw new Error(role.failure.kind);
      expect(changeRole(role.value, changesOf(formOf(role.value)))).toEqual(role);
    }
  });

  it('resets an emptied field to its default, or removes it', () => {
    const role = completeRole(
      {
        name: 'client',
        roleArn,
        externalId: 'word',
        targetProfile: 'other',
        sourceProfile: 'work',
      },
      defaults,
    );
    if (!role.ok) throw new Error(role.failure.kind);
    const emptied = {
      ...formOf(role.value),
      'external-id': '',
      profile: ' ',
      'source-profile': '',
      'session-name': '',
    };
    const changed = changeRole(role.value, changesOf(emptied));
    expect(changed).toMatchObject({
      ok: true,
      value: { targetProfile: 'client', sourceProfile: 'default', roleSessionName: 'me@here' },
    });
    expect(changed.ok && 'externalId' in changed.value).toBe(false);
  });
});

describe('a name derived from an ARN', () => {
  it.each([
    [roleArn, 'my-s3-access'],
    ['arn:aws:iam::123456789012:role/build+deploy=x', 'build-deploy-x'],
    ['', ''],
  ])('of %j is %j', (arn, name) => {
    expect(nameFrom(arn, [])).toBe(name);
  });

  it('gets a number if it is taken', () => {
    expect(nameFrom(roleArn, ['my-s3-access', 'my-s3-access-2'])).toBe('my-s3-access-3');
  });
});
