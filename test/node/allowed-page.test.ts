import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedPage } from '../../src/node/sign-in/allowed-page.ts';
import { anyCharacter } from '../support/any-character.ts';

describe('the check of a page before the browser opens it', () => {
  it("accepts AWS's pages and no page that only looks like them", () => {
    expect(allowedPage('https://signin.aws.amazon.com/federation?Action=login')).not.toBeNull();
    expect(allowedPage('https://console.amazonaws.cn/iam/home')).not.toBeNull();
    for (const url of [
      'https://device.sso.eu-central-1.amazonaws.com/?user_code=BCDF-GHJK',
      'https://device.sso.cn-north-1.amazonaws.com.cn/',
      'https://d-9067642ac7.awsapps.com/start/#/device',
      'https://start.us-gov-home.awsapps.com/directory/firm',
      'https://ssoins-72237e8e4c1d2f3a.portal.eu-central-1.app.aws/',
    ]) {
      expect(allowedPage(url)).toBe(url);
    }
    for (const url of [
      'https://device.sso.s3.eu-central-1.amazonaws.com/',
      'https://awsapps.com.evil.example/',
      'https://evil-awsapps.com/start',
      'https://mine.portal.eu-central-1.app.aws.evil.example/',
      'http://d-9067642ac7.awsapps.com/start',
      'https://notconsole.aws.amazon.com.evil.example/',
      'https://xconsole.aws.amazon.com/',
      'https://console.aws.amazon.com:8443/',
      'https://me@console.aws.amazon.com/',
      'https://:word@console.aws.amazon.com/',
      'javascript:alert(1)//console.aws.amazon.com',
      'file://console.aws.amazon.com/etc/passwd',
      'nonsense',
    ]) {
      expect(allowedPage(url)).toBeNull();
    }
  });

  it('returns the parsed address, not the text, which another program may read differently', () => {
    const parsed = 'https://console.aws.amazon.com/x';
    for (const text of [
      ' https://console.aws.amazon.com/x\n',
      'ht\ntps://console.aws.amazon.com/\tx',
      'https:\\\\console.aws.amazon.com\\x',
      'HTTPS://CONSOLE.aws.amazon.com:443/x',
    ]) {
      expect(allowedPage(text)).toBe(parsed);
    }
    // Other parsers read the host after the last @.
    expect(allowedPage('https://console.aws.amazon.com\\@evil.example/')).toBe(
      'https://console.aws.amazon.com/@evil.example/',
    );
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        const page = allowedPage(`https://console.aws.amazon.com${text}`);
        expect(page ?? 'https://console.aws.amazon.com/').toMatch(
          /^https:\/\/(?:[\w.-]+\.)?console\.aws\.amazon\.com\/[\x21-\x7e]*$/,
        );
      }),
    );
  });
});
