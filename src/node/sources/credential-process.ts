import type { Credentials } from '../../core/credentials.ts';
import type { Environment } from '../../core/environment.ts';
import { zonedTime } from '../../core/zoned-time.ts';
import { scrub } from '../sts/scrub.ts';
import { type CommandResult, runInGroup } from './process-group.ts';

/**
 * The error of a `credential_process` or `mfa_process` that failed or printed no valid result. The
 * message contains neither secrets nor the command, because a command can contain a secret.
 */
export class ProcessFailed extends Error {
  override readonly name = 'ProcessFailed';
}

/**
 * Runs a `credential_process` through the shell and reads version 1 of its JSON (AWS SDKs and Tools
 * reference guide, "Process credential provider"), or throws `ProcessFailed`. Does not use the
 * SDK's provider, which cannot stop a program that hangs, so each retry would start one more.
 */
export async function runCredentialProcess(
  command: string,
  env: Environment,
  now: number,
  signal: AbortSignal,
): Promise<Credentials> {
  return credentialsIn(await outputOf(command, env, signal), now);
}

/** Runs an `mfa_process` and reads the six digits it prints. Throws `ProcessFailed`. */
export async function runMfaProcess(
  command: string,
  env: Environment,
  signal: AbortSignal,
): Promise<string> {
  const code = (await outputOf(command, env, signal)).trim();
  if (!/^\d{6}$/.test(code)) throw new ProcessFailed('the output is not six digits');
  return code;
}

async function outputOf(command: string, env: Environment, signal: AbortSignal): Promise<string> {
  let result: CommandResult;
  try {
    result = await runInGroup(command, env, signal);
  } catch (error) {
    throw new ProcessFailed(scrub(error instanceof Error ? error.message : String(error), []));
  }
  if (result.code === 0) return result.stdout;
  throw new ProcessFailed(failureMessage(result));
}

function failureMessage({ code, killed, stderr }: CommandResult): string {
  const message = scrub(stderr.trim(), []);
  if (message !== '') return message;
  return killed === null
    ? `the program ended with code ${String(code)}`
    : 'the program was stopped';
}

function credentialsIn(stdout: string, now: number): Credentials {
  let json: unknown;
  try {
    json = JSON.parse(stdout);
  } catch {
    throw new ProcessFailed('the output is not JSON');
  }
  const fields: Readonly<Record<string, unknown>> =
    typeof json === 'object' && json !== null ? { ...json } : {};
  if (fields['Version'] !== 1) throw new ProcessFailed('the JSON is not version 1');
  const text = (name: string): string | undefined => {
    const value = fields[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const accessKeyId = text('AccessKeyId');
  const secretAccessKey = text('SecretAccessKey');
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new ProcessFailed('the JSON has no AccessKeyId or no SecretAccessKey');
  const expires = text('Expiration');
  const expiration = expires === undefined ? undefined : zonedTime(expires);
  if (expiration === null) throw new ProcessFailed('Expiration is not a time with a time zone');
  if (expiration !== undefined && expiration <= now)
    throw new ProcessFailed('the credentials have expired');
  return { accessKeyId, secretAccessKey, sessionToken: text('SessionToken'), expiration };
}
