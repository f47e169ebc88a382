/**
 * Returns true if a text has a secret access key or session token after a name that AWS uses,
 * contains a token of STS, or is a secret key. A placeholder such as `<your key>` is not a secret.
 */
export function holdsSecret(text: string): boolean {
  return NAMED.test(text) || TOKEN.test(text) || isSecretKey(text.trim());
}

/**
 * Returns the text without session tokens in events of CloudTrail. Such events never have the
 * secret key, and a token alone is useless.
 */
export function withoutTokensOfEvents(text: string): string {
  if (!text.includes('"eventName"') || !text.includes('"requestParameters"')) return text;
  return text.replace(/("sessionToken"\s*:\s*")[^"\n]{1,4096}(?=")/g, '$1');
}

const NAMED =
  /(?:secret_?access_?key|(?:session|security)_?token)["']?(?:[ \t]*[=:][ \t]*|[ \t]+)["']?[A-Za-z0-9/+=]{16}/i;
/** Matches the known beginnings of STS's tokens. */
const TOKEN = /(?:IQoJ|FwoG|FQoG|FwoD|FQoD)[A-Za-z0-9/+=]{96}/;

/** Returns true for 40 characters of base64, as in IAM's secret keys. */
function isSecretKey(text: string): boolean {
  return (
    /^[A-Za-z0-9/+]{40}$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text)
  );
}
