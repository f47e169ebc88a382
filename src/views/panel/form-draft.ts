import { holdsSecret } from '../../core/roles/pasted/pasted-secret.ts';
import { type RoleField, roleFieldNames } from '../../core/roles/role-fields.ts';
import type { RoleKind } from '../../core/roles/role-kinds.ts';
import type { Demand } from '../../core/roles/pasted/demand.ts';
import { fieldsFromTop } from './form-sections.ts';
import { parseStoredDemands } from './pasted-form.ts';
import { formOfKind, type FormValues, parseStoredForm } from './role-form.ts';

/** The texts of some fields. */
export type FieldTexts = Readonly<Partial<Record<RoleField, string>>>;

/**
 * The texts of a form, by origin. A typed text hides a pasted text, and a pasted text hides the
 * text in `start`.
 */
export interface FormDraft {
  /** The kind, and the contents before anyone typed or pasted. */
  readonly start: FormValues;
  /** The texts of the last paste. */
  readonly pasted: FieldTexts;
  /** The conditions of the policies in the last paste. */
  readonly demands: readonly Demand[];
  readonly typed: FieldTexts;
}

export function newDraft(start: FormValues): FormDraft {
  return { start, pasted: {}, demands: [], typed: {} };
}

export function valuesOf({ start, pasted, typed }: FormDraft): FormValues {
  return { ...start, ...pasted, ...typed };
}

/** Adds typed texts to a draft. A text that the form would show anyway does not count as typed. */
export function withTyped(draft: FormDraft, texts: FieldTexts): FormDraft {
  const untyped = valuesOf({ ...draft, typed: {} });
  return {
    ...draft,
    typed: filterTexts({ ...draft.typed, ...texts }, (text, at) => text !== untyped[at]),
  };
}

/** Returns the draft without the typed text of a field, so that the form shows the pasted one. */
export function withoutTyped(draft: FormDraft, field: RoleField): FormDraft {
  return { ...draft, typed: filterTexts(draft.typed, (_, at) => at !== field) };
}

/** Replaces an earlier paste. Keeps typed texts, except empty ones. */
export function withPasted(
  draft: FormDraft,
  kind: RoleKind,
  { texts, demands }: { readonly texts: FieldTexts; readonly demands: readonly Demand[] },
): FormDraft {
  return {
    start: draft.start.kind === kind ? draft.start : formOfKind(draft.start, kind),
    pasted: texts,
    demands,
    typed: filterTexts(draft.typed, (text) => text.trim() !== ''),
  };
}

/**
 * Returns the draft for another kind of role, without the last paste. Keeps typed texts that are
 * not empty, even those of fields that the kind does not have.
 */
export function withKind(draft: FormDraft, kind: RoleKind): FormDraft {
  return withPasted(draft, kind, { texts: {}, demands: [] });
}

/** A field of the last paste, as the form shows it. */
export interface PastedField {
  readonly field: RoleField;
  readonly pasted: string;
  /** The typed text that the paste did not replace; null if the field shows the pasted one. */
  readonly typed: string | null;
}

/** Returns the fields for which the last paste has a text, in the order of the form. */
export function pastedFields({ start, pasted, typed }: FormDraft): readonly PastedField[] {
  return fieldsFromTop(start.kind).flatMap((field) => {
    const text = pasted[field];
    if (text === undefined || text === '') return [];
    return [{ field, pasted: text, typed: typed[field] ?? null }];
  });
}

/** Reads a stored draft; null if it is invalid. */
export function parseStoredDraft(stored: unknown): FormDraft | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const given = new Map<string, unknown>(Object.entries(stored));
  const start = parseStoredForm(given.get('start'));
  if (start === null) return null;
  return {
    start,
    pasted: textsIn(given.get('pasted')),
    demands: parseStoredDemands(given.get('demands')),
    typed: textsIn(given.get('typed')),
  };
}

/** Returns the draft without texts that look like secrets. */
export function withoutSecrets({ start, pasted, demands, typed }: FormDraft): FormDraft {
  const isHarmless = (text: string): boolean => !holdsSecret(text);
  const cleared = roleFieldNames.filter((field) => !isHarmless(start[field]));
  return {
    start: { ...start, ...Object.fromEntries(cleared.map((field) => [field, ''])) },
    pasted: filterTexts(pasted, isHarmless),
    demands: demands.filter((demand) => Object.values(demand).flat().map(String).every(isHarmless)),
    typed: filterTexts(typed, isHarmless),
  };
}

function textsIn(stored: unknown): FieldTexts {
  if (typeof stored !== 'object' || stored === null) return {};
  const given = new Map<string, unknown>(Object.entries(stored));
  const texts = roleFieldNames.map((field) => [field, given.get(field)] as const);
  return Object.fromEntries(texts.filter(([, text]) => typeof text === 'string'));
}

function filterTexts(
  texts: FieldTexts,
  test: (text: string, field: RoleField) => boolean,
): FieldTexts {
  const kept = roleFieldNames.flatMap((field) => {
    const text = texts[field];
    return text !== undefined && test(text, field) ? [[field, text] as const] : [];
  });
  return Object.fromEntries(kept);
}
