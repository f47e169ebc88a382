/** The version of the settings that `readSettings` reads without a migration. */
export const SETTINGS_VERSION = 1;
