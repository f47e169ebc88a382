import { entriesOfSection } from '../../core/credentials-file/ini-entries.ts';
import { markKey, parseMark } from '../../core/credentials-file/mark.ts';
import { expiresKey } from '../../core/credentials-file/section.ts';
import type { Environment } from '../../core/environment.ts';
import { promptSettings, type PromptRole } from '../../core/settings/prompt-settings.ts';
import { zonedTime } from '../../core/zoned-time.ts';
import { chosenFile } from '../../node/aws-files.ts';
import { readableText } from '../../node/files/readable-text.ts';
import { rolekeeperHome, settingsFileIn } from '../../node/home.ts';
import { readStoredSettings } from '../../node/json-settings-store.ts';
import { promptText } from '../../views/prompt-text.ts';

/**
 * Returns one short line about a role, without its problems, or null if there is nothing to show.
 * Reads only the settings and the credentials file, and takes no lock.
 */
export function promptLine(env: Environment, name: string | undefined, now: number): string | null {
  const word = name ?? env['AWS_PROFILE'] ?? '';
  if (word === '') return null;
  const folder = rolekeeperHome(env);
  const stored = readStoredSettings(settingsFileIn(folder));
  const settings =
    stored.ok && stored.value.state === 'json' ? promptSettings(stored.value.json) : null;
  if (settings === null) return null;
  const byProfile = settings.roles.find(({ targetProfile }) => targetProfile === word);
  const byName = settings.roles.find((each) => each.name === word);
  const role = name === undefined ? byProfile : (byName ?? byProfile);
  if (role === undefined) return null;
  const search = { env, runsIn: 'terminal', folder } as const;
  const { path } = chosenFile('credentialsFile', settings.credentialsFile, search);
  return promptText({ name: role.name, expiration: expirationIn(readableText(path), role) }, now);
}

/**
 * Returns when the role's session expires. Returns null if the role's section has no keys, or keys
 * that do not belong to the role.
 */
function expirationIn(text: string, { id, targetProfile }: PromptRole): number | null {
  const entries = entriesOfSection(text, targetProfile) ?? [];
  const valueOf = (key: string): string => entries.find((entry) => entry.key === key)?.value ?? '';
  const mark = parseMark(valueOf(markKey));
  if (mark?.roleId !== id || mark.accessKeyId !== valueOf('aws_access_key_id')) return null;
  return zonedTime(valueOf(expiresKey));
}
