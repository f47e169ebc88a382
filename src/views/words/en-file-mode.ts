import { accessIn, joinParts, otherFacts, textOf } from './check-parts.ts';
import { remedy } from './en-failure-parts.ts';
import { accessRemedy, systemSays } from './en-rules.ts';
import type { CheckFacts, CheckText } from './texts.ts';

const folderRemedy =
  'Give yourself write permission for this folder, or select other files in the settings.';

/** Returns the text of the check that finds out who can read and write the AWS files. */
export function enFileMode({ facts, level }: CheckFacts): CheckText {
  const readers = textOf(facts, 'readers');
  if (readers !== null)
    return {
      title: 'Permissions of the AWS files',
      detail: `${textOf(facts, 'path') ?? ''} can be read by ${readers}`,
      remedy: remedy(
        'Let only your user read it',
        `icacls "${textOf(facts, 'path') ?? ''}" /inheritance:r /grant:r "%USERNAME%:${facts['isFolder'] === true ? '(OI)(CI)' : ''}F"`,
      ),
    };
  const [code, access] = [textOf(facts, 'code'), accessIn(facts)];
  if (code !== null && access !== null) {
    const { label, command } = accessRemedy(code, access) ?? {
      label: folderRemedy,
      command: null,
    };
    return {
      title: 'Permissions of the AWS files',
      // Rolekeeper's own refusals name the path, but the system's codes do not.
      detail: joinParts(/^E[A-Z]/.test(code) ? `${access.path}:` : null, systemSays(code, access)),
      remedy: remedy(label, command),
    };
  }
  return {
    title: 'Permissions of the AWS files',
    detail: joinParts(
      textOf(facts, 'path'),
      textOf(facts, 'mode'),
      facts['exists'] === false ? '(not there yet)' : null,
      otherFacts(facts, 'path', 'mode', 'exists'),
    ),
    remedy:
      level === 'good'
        ? null
        : remedy(
            'Remove the permissions of other users',
            `chmod 600 ${textOf(facts, 'path') ?? '~/.aws/credentials'}`,
          ),
  };
}
