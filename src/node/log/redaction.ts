import { TERMINAL_SEQUENCES } from '../../core/terminal-sequences.ts';
import { hiddenCharacters } from '../../core/printable.ts';

type FieldValue = string | number | boolean | null;

const control = /\p{Cc}+/gu;

/**
 * Matches the name of a secret in AWS's texts, files and tools, together with its value. Finds
 * `name=value`, JSON, XML and headers.
 */
const labelled =
  /((?:aws_?)?(?:secret_?(?:access_?)?key|session_?token|security_?token)|x-amz-security-token|(?:mfa|token)[_-]?code|password)(["']?\s*(?:[=:>]|%3D)\s*["']?)([^\s"'<>&,;}]+)/giu;
const codeInSentence = /(code["']?\s+)\d{6}\b/giu;
const signature = /(Signature=)[0-9a-f]+/giu;
const userInfo = /(?<=:\/\/)[^/\s@]+@/gu;
const accessKeyId = /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{8,124}([A-Z0-9]{4})\b/gu;
/**
 * A secret access key has 40 Base64 characters, and a session token has hundreds. An ARN can be as
 * long, so it is matched first.
 */
const arnOrLongRun = /arn:aws[^\s"'<>]*|[A-Za-z0-9+/=_%-]{40,}/gu;

const hidden = '[hidden]';

/**
 * The patterns read at most this many characters of a text from outside, such as a program's
 * stderr.
 */
const MAX_SCANNED = 8192;
const runCharacter = /[A-Za-z0-9+/=_%-]/u;
/** Patterns for the names of fields that contain a secret, an MFA code, or a path or ARN. */
const secretName = /secret|token|password|credential/iu;
const codeName = /code|otp/iu;
const pathName = /file|path|folder|arn|moved/iu;

/**
 * Returns the text as one line, without control characters, ANSI sequences, direction marks or
 * invisible characters.
 */
export function plainText(text: string): string {
  return plain(cutForScan(text));
}

function plain(text: string): string {
  return text.replace(TERMINAL_SEQUENCES, '').replace(control, ' ').replace(hiddenCharacters(), '');
}

/**
 * Returns at most the first 8192 characters. Cuts the text earlier if the cut would split a
 * possible secret, because the patterns do not recognise a part of a secret.
 */
export function cutForScan(text: string): string {
  if (text.length <= MAX_SCANNED) return text;
  let end = MAX_SCANNED;
  while (end > MAX_SCANNED - 40 && runCharacter.test(text[end - 1] ?? '')) end -= 1;
  return text.slice(0, end);
}

/**
 * Returns plain text without secret access keys, session tokens, signatures, passwords in URLs and
 * MFA codes, and shortens access key IDs to `…ABCD`. Use it for texts from outside, such as
 * messages of STS and the system.
 */
export function redact(text: string): string {
  return hideNamed(plainText(text)).replace(arnOrLongRun, (run) =>
    looksSecret(run) ? hidden : run,
  );
}

/**
 * Redacts a field of a log line by its name and value. Checks each part of a path or an ARN
 * separately, because the whole can be as long as a secret.
 */
export function redactField(name: string, value: FieldValue): FieldValue {
  if (codeName.test(name) && /^\d{6}$/u.test(String(value))) return hidden;
  if (typeof value !== 'string') return value;
  if (pathName.test(name)) {
    const parts = hideNamed(plainText(value)).split(/([/\\:])/u);
    return parts.map((part) => part.replace(/^[A-Za-z0-9+=]{40,}$/u, hidden)).join('');
  }
  return secretName.test(name) ? hidden : redact(value);
}

/** Hides the secrets that the text around them identifies, and the start of access key IDs. */
function hideNamed(text: string): string {
  return text
    .replace(labelled, (_, name: string, between: string) => `${name}${between}${hidden}`)
    .replace(codeInSentence, `$1${hidden}`)
    .replace(signature, `$1${hidden}`)
    .replace(userInfo, `${hidden}@`)
    .replace(accessKeyId, '…$1');
}

/**
 * True if a long run of characters looks like Base64: it has 40 characters without a separator, or
 * it mixes cases and digits. Other long runs consist of words that are joined by `/`, `-` or `_`.
 */
function looksSecret(run: string): boolean {
  if (run.startsWith('arn:')) return false;
  if (run.split(/[-_/=]/u).some((part) => part.length >= 40)) return true;
  const turns = run.match(/[a-z](?=[A-Z])/gu)?.length ?? 0;
  return turns >= 4 || (/[A-Z]/u.test(run) && /[a-z]/u.test(run) && /[0-9]/u.test(run));
}
