/**
 * Matches what separates words: white space, Markdown, quotes, and characters between a name and
 * its value.
 */
const SEPARATORS = /[\s_"'`*()[\]:=|>-]+/g;

const NEEDED =
  /(?<![a-z])(?:mfa|2fa|multi ?factor auth(?:entication)?) (?:code |device )?(?:is |ist |wird |must be |has to be )?(?:required|needed|mandatory|enforced|enabled|yes|true|ja|erforderlich|nötig|notwendig|pflicht|verlangt|benötigt)(?![a-z])/i;
const WANTED =
  /(?<![a-z])(?:requires?|needs?|demands?|enforces?|must use|must have|with|verlangt|erfordert|mit) (?:an? )?(?:mfa|2fa|multi ?factor auth(?:entication)?)(?! (?:device|serial|arn))(?![a-z])/i;

/**
 * Matches words that mean MFA is not required, such as "not required", "no MFA", "required: no" or
 * `= false`.
 */
const DENIED_BEFORE =
  /(?<![a-z])(?:no|not|without|never|isn't|doesn't|kein|keine|ohne|nicht) (?:\w{1,12} ){0,2}(?:mfa|2fa|multi ?factor)/i;
const DENIED_AFTER =
  /(?:mfa|2fa|multi ?factor)[^.]{0,30} (?:not|no|false|nein|nicht|optional|off|disabled)(?![a-z])/i;

/**
 * Returns true if a line says that MFA is required, such as "MFA is required", "requires MFA" or
 * `mfa_required = true`.
 */
export function demandsMfa(line: string): boolean {
  if (!/mfa|2fa|multi-?factor/i.test(line)) return false;
  const words = ` ${line
    .slice(0, 4000)
    .replace(/([a-z])(?=[A-Z])/g, '$1 ')
    .replace(SEPARATORS, ' ')} `;
  const found = NEEDED.exec(words) ?? WANTED.exec(words);
  if (found === null) return false;
  const clause = words.slice(Math.max(0, found.index - 40), found.index + found[0].length + 40);
  return !DENIED_BEFORE.test(clause) && !DENIED_AFTER.test(clause);
}
