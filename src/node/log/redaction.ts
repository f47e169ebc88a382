import { TERMINAL_SEQUENCES } from '../../core/terminal-sequences.ts';
import { hiddenCharacters } from '../../core/printable.ts';

type Fact = string | number | boolean | null;

const control = /\p{Cc}+/gu;

/**
 * Names under which AWS, its files and its tools carry a secret, with the value: `name=value`,
 * JSON, XML or a header.
 */
const labelled =
  /((?:aws_?)?(?:secret_?(?:access_?)?key|session_?token|security_?token)|x-amz-security-token|(?:mfa|token)[_-]?code|password)(["']?\s*(?:[=:>]|%3D)\s*["']?)([^\s"'<>&,;}]+)/giu;
const spokenCode = /(code["']?\s+)\d{6}\b/giu;
const signature = /(Signature=)[0-9a-f]+/giu;
const userInfo = /(?<=:\/\/)[^/\s@]+@/gu;
const accessKeyId = /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{8,124}([A-Z0-9]{4})\b/gu;
/** Secret access keys have 40 Base64 characters, session tokens hundreds. ARNs can be as long. */
const arnOrLongRun = /arn:aws[^\s"'<>]*|[A-Za-z0-9+/=_%-]{40,}/gu;

const hidden = '[hidden]';

/** Patterns read at most this much of a foreign text, such as a program's stderr. */
const MAX_SCANNED = 8192;
const runCharacter = /[A-Za-z0-9+/=_%-]/u;
const secretName = /secret|token|password|credential/iu;
const codeName = /code|otp/iu;
const placeName = /file|path|folder|arn|moved/iu;

/**
 * One line of plain text, without control characters, ANSI sequences, direction marks or invisible
 * characters.
 */
export function plainText(text: string): string {
  return plain(cutToRead(text));
}

function plain(text: string): string {
  return text.replace(TERMINAL_SEQUENCES, '').replace(control, ' ').replace(hiddenCharacters(), '');
}

/** The first 8192 characters, without a secret that the cut would make unrecognisable. */
export function cutToRead(text: string): string {
  if (text.length <= MAX_SCANNED) return text;
  let end = MAX_SCANNED;
  while (end > MAX_SCANNED - 40 && runCharacter.test(text[end - 1] ?? '')) end -= 1;
  return text.slice(0, end);
}

/**
 * Returns plain text with secret access keys, session tokens, signatures, passwords in URLs and MFA
 * codes hidden, and access key IDs shown as `…ABCD`. For foreign texts, such as messages of STS and
 * the system; Rolekeeper's own texts contain no secrets.
 */
export function redact(text: string): string {
  return hideNamed(plainText(text)).replace(arnOrLongRun, (run) =>
    looksSecret(run) ? hidden : run,
  );
}

/**
 * Redacts a fact of a log line by its name and value. Checks the parts of a path or an ARN
 * separately, because these can be long.
 */
export function redactFact(name: string, fact: Fact): Fact {
  if (codeName.test(name) && /^\d{6}$/u.test(String(fact))) return hidden;
  if (typeof fact !== 'string') return fact;
  if (placeName.test(name)) {
    const parts = hideNamed(plainText(fact)).split(/([/\\:])/u);
    return parts.map((part) => part.replace(/^[A-Za-z0-9+=]{40,}$/u, hidden)).join('');
  }
  return secretName.test(name) ? hidden : redact(fact);
}

function hideNamed(text: string): string {
  return text
    .replace(labelled, (_, name: string, between: string) => `${name}${between}${hidden}`)
    .replace(spokenCode, `$1${hidden}`)
    .replace(signature, `$1${hidden}`)
    .replace(userInfo, `${hidden}@`)
    .replace(accessKeyId, '…$1');
}

/**
 * Base64 mixes cases and digits without a break. A long text that is not secret consists of words
 * joined by `/`, `-` or `_`.
 */
function looksSecret(run: string): boolean {
  if (run.startsWith('arn:')) return false;
  if (run.split(/[-_/=]/u).some((part) => part.length >= 40)) return true;
  const turns = run.match(/[a-z](?=[A-Z])/gu)?.length ?? 0;
  return turns >= 4 || (/[A-Z]/u.test(run) && /[a-z]/u.test(run) && /[0-9]/u.test(run));
}
