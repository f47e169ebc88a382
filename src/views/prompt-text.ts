import { enPrompt } from './words/en-prompt.ts';

/** A role for a shell prompt. */
export interface PromptRole {
  readonly name: string;
  /** Epoch ms; null if there is no session. */
  readonly expiration: number | null;
}

/**
 * Returns a role and the time that its session lasts, such as `client-s3 42m`. Characters other
 * than letters, digits and some punctuation become `_`, because shells expand `$`, `%`, `!`, `\`
 * and backticks in prompts.
 */
export function promptText({ name, expiration }: PromptRole, now: number): string {
  return `${harmless(name)} ${expiration === null ? enPrompt.off : timeLeft(expiration - now)}`;
}

/**
 * The first expression is enough for most names. V8 takes 0.4 ms to create and run the other one.
 */
function harmless(name: string): string {
  if (/^[\w .@:+=,/-]*$/.test(name)) return name;
  return name.replace(/[^\p{L}\p{M}\p{N} _.@:+=,/-]/gu, '_');
}

function timeLeft(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds <= 0) return enPrompt.expired;
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m`;
  return `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, '0')}m`;
}
