import type { Failure } from '../failure.ts';
import { ok, type Result } from '../result.ts';
import type { CredentialsStore, FileEdit, SectionIntent } from './credentials-store.ts';
import { type IniDocument, parseIni } from './ini-document.ts';
import type { Owner } from './owner.ts';
import { readMarks, readSection, type SectionReading } from './section.ts';
import { textWithSession } from './section-edit.ts';
import { textWithoutSession } from './section-release.ts';
import type { SectionSession } from './session-values.ts';

export interface MirrorResult {
  /**
   * Why sections could not be written to the second file, for example because they have keys of
   * another tool in that file.
   */
  readonly refused: readonly Failure[];
}

/**
 * Returns an edit after which the second credentials file has the same Rolekeeper sessions as the
 * first, without a change of other credentials. Fails with `file-broken` if botocore would refuse
 * the second file.
 */
export function mirroredSections(
  first: { readonly text: string; readonly owner: Owner },
  present: IniDocument,
  second: Pick<CredentialsStore, 'path' | 'owner'>,
): Result<FileEdit<MirrorResult>> {
  const { owner, path: file } = second;
  const source = parseIni(first.text);
  const kept = new Set<string>();
  const refused: Failure[] = [];
  const sections: SectionIntent[] = [];
  const takenOver: string[] = [];
  let document = present;
  // If the first file is broken, it is unknown which sessions it has.
  const marks = source.violation === null ? readMarks(source, first.owner) : null;
  for (const { profile } of marks ?? []) {
    const session = sessionIn(readSection(source, profile, first.owner));
    if (session === null) continue;
    kept.add(profile);
    if (hasSession(readSection(document, profile, owner), session)) continue;
    const written = textWithSession(document, profile, session, { file, takeOver: false, owner });
    if (!written.ok && written.failure.kind === 'file-broken') return written;
    if (!written.ok) {
      refused.push(written.failure);
      continue;
    }
    document = written.value.after;
    sections.push(...written.value.sections);
  }
  if (marks !== null) {
    for (const { profile } of readMarks(document, owner)) {
      if (kept.has(profile)) continue;
      const released = textWithoutSession(document, profile, null, owner);
      if (released === null) continue;
      document = parseIni(released.text);
      sections.push(...released.sections);
      takenOver.push(...released.takenOver);
    }
  }
  return ok({
    text: document.text,
    sections: combinedIntents(sections),
    takenOver,
    value: { refused },
  });
}

function sessionIn({ owned, mark, credentials, expiration, region }: SectionReading) {
  if (!owned || mark === null || credentials?.sessionToken === undefined || expiration === null)
    return null;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const { roleId, assumedAt, digest, added } = mark;
  const session: SectionSession = {
    roleId,
    accessKeyId,
    secretAccessKey,
    sessionToken,
    expiration,
    assumedAt,
    digest,
    region: added.region ? (region ?? undefined) : undefined,
  };
  return session;
}

function hasSession(present: SectionReading, { accessKeyId, expiration }: SectionSession): boolean {
  return present.owned && present.accessKeyId === accessKeyId && present.expiration === expiration;
}

/**
 * Combines the intents of each section. A section has two intents if first its session was changed,
 * and then its mark, because the section above it was removed.
 */
function combinedIntents(sections: readonly SectionIntent[]): readonly SectionIntent[] {
  const byProfile = new Map<string, SectionIntent>();
  for (const section of sections) {
    const before = byProfile.get(section.profile)?.keys ?? {};
    const keys = section.keys === null ? null : { ...before, ...section.keys };
    byProfile.set(section.profile, { profile: section.profile, keys });
  }
  return [...byProfile.values()];
}
