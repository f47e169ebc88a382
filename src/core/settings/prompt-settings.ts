import { SETTINGS_VERSION } from './settings-version.ts';

/** The part of the settings that a shell prompt needs. */
export interface PromptSettings {
  readonly roles: readonly PromptRole[];
  /** The path in the preferences. It may be relative, because it is only checked to be a text. */
  readonly credentialsFile: string | undefined;
}

export interface PromptRole {
  readonly id: string;
  readonly name: string;
  readonly targetProfile: string;
}

/**
 * Returns the fields that a prompt needs, or null if one of them is not valid or the settings are
 * of another version. Checks no other fields, because their rules take 2 ms to load.
 */
export function promptSettings(json: unknown): PromptSettings | null {
  const { version = SETTINGS_VERSION, roles = [], preferences } = fieldsOf(json);
  const { credentialsFile } = fieldsOf(preferences);
  if (version !== SETTINGS_VERSION || !Array.isArray(roles)) return null;
  if (!roles.every(isPromptRole) || !isPath(credentialsFile)) return null;
  return { roles, credentialsFile };
}

function isPromptRole(role: unknown): role is PromptRole {
  const { id, name, targetProfile } = fieldsOf(role);
  return [id, name, targetProfile].every((value) => typeof value === 'string');
}

function isPath(value: unknown): value is string | undefined {
  return value === undefined || (typeof value === 'string' && value !== '');
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
