import * as z from 'zod';

/** A role as it is stored. Field names are those of STS AssumeRole where it has them; lengths and characters are checked by `checkRole`. */
export const roleSchema = z.object({
  /** 12 hex digits; stays when the role is renamed. Stands in our mark in the credentials file. */
  id: z.string().regex(/^[0-9a-f]{12}$/),
  name: z.string().min(1),
  roleArn: z.string().min(1),
  /** Whose credentials call STS: a profile of the user's files, or another role's target profile. */
  sourceProfile: z.string().min(1),
  /** The section of the credentials file that is written. */
  targetProfile: z.string().min(1),
  roleSessionName: z.string().min(1),
  /** Seconds, 900 to 43200 at AWS. */
  durationSeconds: z.number().int().positive(),
  externalId: z.string().optional(),
  mfaSerial: z.string().optional(),
  region: z.string().optional(),
  /** A custom STS endpoint (https or loopback), instead of AWS's own. */
  endpoint: z.string().optional(),
});

export type Role = z.infer<typeof roleSchema>;
