/**
 * True where a text holds a secret access key or a session token: under one of the names that AWS, its files and its tools give them, or as one by itself
 * (STS's tokens begin alike; IAM's secret keys have 40 characters of base64). Names with a blank behind them (`<your key>`) are none.
 */
export function holdsSecret(text: string): boolean {
  return NAMED.test(text) || TOKEN.test(text) || isSecretKey(text.trim());
}

/**
 * Events of CloudTrail show the token of a session but never its secret key, and the token alone opens
 * nothing. Returns the text without such tokens.
 */
export function withoutTokensOfEvents(text: string): string {
  if (!text.includes('"eventName"') || !text.includes('"requestParameters"')) return text;
  return text.replace(/("sessionToken"\s*:\s*")[^"\n]{1,4096}(?=")/g, '$1');
}

const NAMED =
  /(?:secret_?access_?key|(?:session|security)_?token)["']?(?:[ \t]*[=:][ \t]*|[ \t]+)["']?[A-Za-z0-9/+=]{16}/i;
const TOKEN = /(?:IQoJ|FwoG|FQoG|FwoD|FQoD)[A-Za-z0-9/+=]{96}/;

function isSecretKey(text: string): boolean {
  return (
    /^[A-Za-z0-9/+]{40}$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text)
  );
}
