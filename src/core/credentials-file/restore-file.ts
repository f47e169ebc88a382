import type { CredentialsStore, FileEdit } from './credentials-store.ts';
import { ok } from '../result.ts';
import type { Result } from '../result.ts';
import { endOfEntries, parseIni } from './ini-document.ts';
import type { IniDocument, IniSection } from './ini-document.ts';
import { formatMark, markKey } from './mark.ts';
import type { Mark } from './mark.ts';
import type { Owner } from './owner.ts';
import { documentOf, markedSections, readingOf } from './section.ts';
import { appendSection, applySplices, changeEntries, lineEndAt } from './splices.ts';

export interface RestoredSections {
  /** Sections that the restore adds, removes or changes. */
  readonly changed: readonly string[];
  /** Sections that Rolekeeper wrote. Their keys do not change. */
  readonly kept: readonly string[];
}

/** Returns what a restore of the whole credentials file would change. Writes nothing. */
export async function plannedRestore(
  store: CredentialsStore,
  backup: string,
): Promise<Result<RestoredSections>> {
  const present = await store.read();
  return present.ok ? ok(restoredFile(present.value ?? '', backup, store.owner).value) : present;
}

/**
 * Replaces the whole credentials file with a backup's text, but keeps the sections that Rolekeeper
 * wrote. Writes nothing and returns null if a section that is not in `allowed` would change.
 */
export async function restoreWholeFile(
  store: CredentialsStore,
  backup: string,
  allowed: readonly string[],
): Promise<Result<RestoredSections | null>> {
  const written = await store.update((present) => {
    const edit = restoredFile(present, backup, store.owner);
    return ok(edit.value.changed.every((section) => allowed.includes(section)) ? edit : null);
  });
  return written.ok ? ok(written.value?.value ?? null) : written;
}

/** Returns the edit of the present text that restores the backup's text. */
export function restoredFile(
  present: string | IniDocument,
  backup: string,
  owner: Owner,
): FileEdit<RestoredSections> {
  const now = documentOf(present);
  const ours = markedSections(now).flatMap((section) => {
    const { mark, owned } = readingOf(section, owner);
    return mark !== null && owned ? [{ section, mark }] : [];
  });
  const text = ours.reduce(
    (made, { section, mark }) => withKeptSection(parseIni(made), now, section, mark),
    backup,
  );
  const after = parseIni(text);
  return {
    text,
    replacesFile: true,
    sections: ours.map(({ section }) => ({
      profile: section.name,
      keys: Object.fromEntries(
        section.entries
          .filter(({ key }) => key !== markKey)
          .map((entry) => [entry.key, entry.value]),
      ),
      replaced: true,
    })),
    value: { changed: changedSections(now, after), kept: ours.map(({ section }) => section.name) },
  };
}

/**
 * Returns the restored text with one section that Rolekeeper wrote. The section's mark says what
 * Rolekeeper added to the present text, so it is changed to what Rolekeeper adds to the restored
 * text.
 */
function withKeptSection(
  restored: IniDocument,
  now: IniDocument,
  section: IniSection,
  mark: Mark,
): string {
  const old = now.text.slice(section.startOffset, endOfEntries(section));
  const ended = old + (lineEndAt(old) === '' ? restored.lineEnd : '');
  const present = restored.section(section.name);
  if (present !== null) {
    const text = withMark(ended, section.name, {
      ...mark,
      added: { ...mark.added, section: false, lineEnds: 0 },
    });
    return applySplices(restored.text, [
      { start: present.startOffset, end: endOfEntries(present), text },
    ]);
  }
  const { lineEnds } = appendSection(restored, '');
  return appendSection(
    restored,
    withMark(ended, section.name, { ...mark, added: { ...mark.added, lineEnds } }),
  ).text;
}

function withMark(sectionText: string, name: string, mark: Mark): string {
  const document = parseIni(sectionText);
  const section = document.section(name);
  if (section === null) return sectionText;
  const line = `${markKey} = ${formatMark(mark)}`;
  return applySplices(
    sectionText,
    changeEntries(document, section, new Map([[markKey, line]])).splices,
  );
}

function changedSections(before: IniDocument, after: IniDocument): readonly string[] {
  const [old, made] = [textsOf(before), textsOf(after)];
  return [...new Set([...old.keys(), ...made.keys()])].filter(
    (name) => old.get(name) !== made.get(name),
  );
}

function textsOf(document: IniDocument): ReadonlyMap<string, string> {
  return new Map(
    document.sections.map((section) => [
      section.name,
      document.text.slice(section.startOffset, section.endOffset).trimEnd(),
    ]),
  );
}
