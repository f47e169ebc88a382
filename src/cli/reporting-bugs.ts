import { FAILURE, writeError } from './terminal.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/**
 * Runs a command. An error that the command throws is a bug, so it is reported on one line, and the
 * exit code is 1.
 */
export async function reportingBugs(
  terminal: Terminal,
  run: () => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    return await run();
  } catch (error) {
    return reportBug(terminal, error);
  }
}

/** Writes an unexpected error as one line, without a secret. */
export async function reportBug(terminal: Terminal, error: unknown): Promise<ExitCode> {
  // The message of an error can contain a secret.
  const { redact } = await import('../node/log/redaction.ts');
  const { en } = await import('../views/words/en.ts');
  const message = redact(error instanceof Error ? error.message : String(error));
  await writeError(terminal, `rolekeeper: ${en.commandLine.bug(message)}`);
  if (error instanceof Error && (terminal.env['ROLEKEEPER_DEBUG'] ?? '') !== '')
    await writeError(terminal, ...(error.stack ?? '').split('\n').map(redact));
  return FAILURE;
}
