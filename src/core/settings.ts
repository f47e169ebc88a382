import * as z from 'zod';
import { roleSchema } from './roles/role.ts';

/** The settings that have a feature behind them. */
export const preferencesSchema = z.object({
  /** Absolute paths; absent: AWS's own defaults and variables. */
  credentialsFile: z.string().min(1).optional(),
  configFile: z.string().min(1).optional(),
  /** Our keys leave the credentials file when the application quits. */
  releaseAtQuit: z.boolean().default(false),
  /** GetSessionToken's DurationSeconds: 900 to 129600. */
  mfaSessionSeconds: z.number().int().min(900).max(129_600).default(43_200),
});

export type Preferences = z.infer<typeof preferencesSchema>;

export const settingsSchema = z.object({
  version: z.literal(1),
  roles: z.array(roleSchema).default([]),
  preferences: preferencesSchema.prefault({}),
});

/** settings.json */
export type Settings = z.infer<typeof settingsSchema>;
