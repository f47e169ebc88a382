import { markKey } from './mark.ts';
import { expiresKey } from './section.ts';

/**
 * Keys of other credentials that tools would read with ours or before them (botocore reads
 * `aws_security_token` first).
 */
export const staleKeys = ['aws_security_token', 'aws_account_id', 'aws_credential_scope'] as const;

/** Every key that we write, except `region`. */
export const managedKeys = [
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  expiresKey,
  markKey,
] as const;
