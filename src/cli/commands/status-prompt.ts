import { parseIni } from '../../core/credentials-file/ini-document.ts';
import { expiresKey, markIn } from '../../core/credentials-file/section.ts';
import type { Environment } from '../../core/environment.ts';
import type { Role } from '../../core/roles/role.ts';
import { plainSettings } from '../../core/settings/plain-settings.ts';
import { zonedTime } from '../../core/zoned-time.ts';
import { awsFiles } from '../../node/aws-files.ts';
import { readableText } from '../../node/files/readable-text.ts';
import { homeAt, rolekeeperHome } from '../../node/home.ts';
import { readStoredSettings } from '../../node/json-settings-store.ts';
import { promptText, type PromptRole } from '../../views/prompt-text.ts';
import { SUCCESS, writeOutDirectly } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

/**
 * Prints one short line about a role, or nothing. `status` reports the problems. Reads the settings and the credentials file, takes no lock and writes nothing.
 */
export async function statusPrompt(
  name: string | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  const role = promptRole(terminal.env, name);
  if (role !== null) await writeOutDirectly(terminal, promptText(role, terminal.now()));
  return SUCCESS;
}

function promptRole(env: Environment, name: string | undefined): PromptRole | null {
  const word = name ?? env['AWS_PROFILE'] ?? '';
  const { folder, settingsFile } = homeAt(rolekeeperHome(env));
  const stored = readStoredSettings(settingsFile);
  const settings =
    stored.ok && stored.value.state === 'json' ? plainSettings(stored.value.json) : null;
  if (word === '' || settings === null) return null;
  const byProfile = settings.roles.find(({ targetProfile }) => targetProfile === word);
  const byName = settings.roles.find((each) => each.name === word);
  const role = name === undefined ? byProfile : (byName ?? byProfile);
  if (role === undefined) return null;
  const { credentials } = awsFiles(env, settings.preferences, 'terminal', folder);
  return { name: role.name, expiration: expirationIn(readableText(credentials), role) };
}

/** Null if the role's section has no keys, or keys that are not the role's. */
function expirationIn(text: string, { id, targetProfile }: Role): number | null {
  const section = parseIni(text).section(targetProfile);
  const mark = section === null ? null : markIn(section);
  const valueOf = (key: string): string =>
    section?.entries.find((entry) => entry.key === key)?.value ?? '';
  if (mark?.roleId !== id || mark.accessKeyId !== valueOf('aws_access_key_id')) return null;
  return zonedTime(valueOf(expiresKey));
}
