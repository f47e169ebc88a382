import { accessIn, joinParts, otherFacts, textOf } from './check-parts.ts';
import { remedy } from './de-failure-parts.ts';
import { deAccessRemedy, deSystemSays } from './de-rules.ts';
import type { CheckFacts, CheckText } from './texts.ts';

const folderRemedy =
  'Gib dir das Schreibrecht für diesen Ordner, oder wähle andere Dateien in den Einstellungen.';

/** Returns the text of the check that finds out who can read and write the AWS files. */
export function deFileMode({ facts, level }: CheckFacts): CheckText {
  const readers = textOf(facts, 'readers');
  if (readers !== null)
    return {
      title: 'Rechte der AWS-Dateien',
      detail: `${textOf(facts, 'path') ?? ''} ist lesbar für ${readers}`,
      remedy: remedy(
        'Lass nur deinen Benutzer sie lesen',
        `icacls "${textOf(facts, 'path') ?? ''}" /inheritance:r /grant:r "%USERNAME%:${facts['isFolder'] === true ? '(OI)(CI)' : ''}F"`,
      ),
    };
  const [code, access] = [textOf(facts, 'code'), accessIn(facts)];
  if (code !== null && access !== null) {
    const { label, command } = deAccessRemedy(code, access) ?? {
      label: folderRemedy,
      command: null,
    };
    return {
      title: 'Rechte der AWS-Dateien',
      // Rolekeeper's own refusals name the path, but the system's codes do not.
      detail: joinParts(
        /^E[A-Z]/.test(code) ? `${access.path}:` : null,
        deSystemSays(code, access),
      ),
      remedy: remedy(label, command),
    };
  }
  return {
    title: 'Rechte der AWS-Dateien',
    detail: joinParts(
      textOf(facts, 'path'),
      textOf(facts, 'mode'),
      facts['exists'] === false ? '(noch nicht vorhanden)' : null,
      otherFacts(facts, 'path', 'mode', 'exists'),
    ),
    remedy:
      level === 'good'
        ? null
        : remedy(
            'Entziehe anderen Benutzern die Rechte',
            `chmod 600 ${textOf(facts, 'path') ?? '~/.aws/credentials'}`,
          ),
  };
}
