import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PastedRole } from '../../../src/core/roles/pasted/pasted-role.ts';
import { readPasted } from '../../../src/core/roles/pasted/pasted.ts';
import { roleFieldNames } from '../../../src/core/roles/role-fields.ts';
import { FIRST_KIND, ROLE_KINDS } from '../../../src/core/roles/role-kinds.ts';
import {
  type FieldTexts,
  type FormDraft,
  newDraft,
  pastedFields,
  parseStoredDraft,
  valuesOf,
  withKind,
  withoutSecrets,
  withoutTyped,
  withPasted,
  withTyped,
} from '../../../src/views/panel/form-draft.ts';
import { fieldsFromTop } from '../../../src/views/panel/form-sections.ts';
import { textsOf } from '../../../src/views/panel/pasted-form.ts';
import { emptyForm } from '../../../src/views/panel/role-form.ts';
import { formats } from '../../core/roles/pasted/pasted-formats.ts';
import { shapes } from '../../core/roles/pasted/pasted-shapes.ts';
import { runs } from '../../support/credentials-texts.ts';

const cases = resolve(import.meta.dirname, '../../core/roles/pasted/cases');
const sent = { account: '123456789012', name: 'app/Reader', externalId: 'c42', needsMfa: true };

/** The roles of all sample texts in `test/core/roles/pasted`. */
const pastes: readonly PastedRole[] = [
  ...readdirSync(cases).map((file) => readFileSync(join(cases, file), 'utf8')),
  ...shapes.map(({ text }) => text),
  ...formats.map(({ text }) => text(sent)),
].flatMap((text) => {
  const pasted = readPasted(text);
  return pasted.kind === 'roles' ? pasted.roles : [];
});

/** Pasted roles of one client. Two clients share no value, and each field can be missing. */
function clientOf(name: string): fc.Arbitrary<PastedRole> {
  const maybe = <Value>(value: Value) => fc.constantFrom(value, undefined);
  return fc
    .record({
      roleArn: fc.constant(`arn:aws:iam::123456789012:role/${name}`),
      externalId: maybe(`${name}-external`),
      mfaSerial: maybe(`arn:aws:iam::111122223333:mfa/${name}`),
      roleSessionName: maybe(`${name}-session`),
      sourceIdentity: maybe(`${name}-identity`),
      sourceProfile: maybe(`${name}-source`),
      durationSeconds: maybe(name.length * 1000),
      region: maybe(`${name}-west-1`),
      endpoint: maybe(`https://${name}.example.com`),
      tags: maybe([{ key: name, value: 'x' }]),
      transitiveTagKeys: maybe([name]),
      policyArns: maybe([`arn:aws:iam::aws:policy/${name}`]),
      policy: maybe(`{"Id":"${name}"}`),
    })
    .map((fields) => ({
      kind: 'assume-role',
      from: 'values',
      name,
      fields,
      skipped: [],
      demands: [{ kind: 'external-id', values: [name] }],
    }));
}

const anyPaste = fc.oneof(fc.constantFrom(...pastes), clientOf('first'), clientOf('another'));
const typedTexts: fc.Arbitrary<FieldTexts> = fc.dictionary(
  fc.constantFrom(...roleFieldNames),
  fc.oneof(
    fc.constantFrom('mine', 'own', '', ' '),
    // A typed value can be the same as a value of a pasted text.
    anyPaste.chain((role) => fc.constantFrom(...Object.values(textsOf(role, [])))),
  ),
);
const anyKind = fc.constantFrom(...ROLE_KINDS);

function paste(draft: FormDraft, role: PastedRole): FormDraft {
  return withPasted(draft, FIRST_KIND, { texts: textsOf(role, []), demands: role.demands });
}

function typedDraft(kind: (typeof ROLE_KINDS)[number], texts: FieldTexts): FormDraft {
  return withTyped(newDraft(emptyForm(kind)), texts);
}

/** Returns the texts that are not blank. */
function filled(texts: FieldTexts): readonly (readonly [string, string])[] {
  return Object.entries(texts).filter(([, text]) => text.trim() !== '');
}

describe('a form with two pasted texts, one after the other', () => {
  it('is tested with more than 50 sample roles', () => {
    expect(pastes.length).toBeGreaterThan(50);
  });

  it('has the same values as if only the last text was pasted', () => {
    fc.assert(
      fc.property(
        anyKind,
        typedTexts,
        fc.array(anyPaste, { minLength: 1, maxLength: 3 }),
        anyPaste,
        (kind, typed, earlier, last) => {
          const before = typedDraft(kind, typed);
          expect(paste(earlier.reduce(paste, before), last)).toEqual(paste(before, last));
        },
      ),
      { numRuns: runs(1000) },
    );
  });

  it('has only the values of the last text, for every pair of sample roles', () => {
    const before = typedDraft(FIRST_KIND, { name: 'mine', region: 'eu-west-1' });
    for (const first of pastes) {
      const once = paste(before, first);
      for (const second of pastes) expect(paste(once, second)).toEqual(paste(before, second));
    }
  });

  it('keeps what the user typed before, between and after the pasted texts', () => {
    fc.assert(
      fc.property(
        anyKind,
        fc.tuple(typedTexts, typedTexts),
        fc.tuple(anyPaste, anyPaste),
        (kind, [first, second], [one, other]) => {
          const between = withTyped(paste(typedDraft(kind, first), one), second);
          const after = paste(between, other);
          expect(valuesOf(after)).toMatchObject(Object.fromEntries(filled(between.typed)));
          expect(valuesOf(withTyped(after, first))).toMatchObject(first);
        },
      ),
    );
  });

  it('has no value of the first client if the second text is of another client', () => {
    fc.assert(
      fc.property(clientOf('first'), clientOf('another'), (one, other) => {
        const form = paste(paste(newDraft(emptyForm()), one), other);
        expect(JSON.stringify(form)).not.toContain('first');
      }),
    );
  });
});

describe('a form after a change of the kind of role', () => {
  it('has no pasted values, and keeps typed values when the first kind is chosen again', () => {
    fc.assert(
      fc.property(anyKind, anyKind, typedTexts, anyPaste, (kind, other, typed, role) => {
        const before = typedDraft(kind, typed);
        const changed = withKind(paste(before, role), other);
        expect(changed.start).toEqual(emptyForm(other));
        expect({ pasted: changed.pasted, demands: changed.demands }).toEqual({
          pasted: {},
          demands: [],
        });
        const back = valuesOf(withKind(changed, kind));
        expect(back).toMatchObject(Object.fromEntries(filled(before.typed)));
      }),
    );
  });
});

describe('the list of pasted fields', () => {
  it('has every pasted field in the order of the form, also with its typed text if the form keeps the typed text', () => {
    fc.assert(
      fc.property(typedTexts, anyPaste, (typed, role) => {
        const draft = paste(typedDraft(FIRST_KIND, typed), role);
        const values = valuesOf(draft);
        for (const { field, pasted, typed: kept } of pastedFields(draft)) {
          expect(values[field]).toBe(kept ?? pasted);
          expect(valuesOf(withoutTyped(draft, field))[field]).toBe(pasted);
        }
        const texts = new Map<string, string>(Object.entries(textsOf(role, [])));
        const given = fieldsFromTop(FIRST_KIND).filter((field) => (texts.get(field) ?? '') !== '');
        expect(pastedFields(draft).map(({ field }) => field)).toEqual(given);
      }),
    );
  });
});

describe('a stored draft', () => {
  it('is restored without unknown fields, and an invalid draft is not restored', () => {
    fc.assert(
      fc.property(anyKind, typedTexts, anyPaste, (kind, typed, role) => {
        const draft = paste(typedDraft(kind, typed), role);
        expect(parseStoredDraft(JSON.parse(JSON.stringify({ ...draft, more: 1 })))).toEqual(draft);
      }),
    );
    for (const other of [null, 1, 'x', [], {}, { start: { name: 1 } }])
      expect(parseStoredDraft(other)).toBeNull();
  });

  it('has no text that looks like a secret', () => {
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    const texts = { name: 'mine', 'external-id': secret };
    const start = { ...emptyForm(), 'external-id': secret };
    const demands = [{ kind: 'external-id', values: [secret] }] as const;
    const kept = withoutSecrets({ start, pasted: texts, typed: texts, demands });
    expect(kept).toEqual({
      start: emptyForm(),
      pasted: { name: 'mine' },
      typed: { name: 'mine' },
      demands: [],
    });
  });
});
