import { describe, expect, it } from 'vitest';
import {
  failureText,
  policyProblemText,
  problemText,
  ruleText,
  warningText,
} from '../../../src/views/failure-text.ts';
import { checkText } from '../../../src/views/check-text.ts';
import { de } from '../../../src/views/words/de.ts';
import { en } from '../../../src/views/words/en.ts';
import { timeLocale, wordsFor } from '../../../src/views/words/languages.ts';
import type { FailureText } from '../../../src/views/words/texts.ts';
import type { FactFormat } from '../../../src/views/words/fact-format.ts';
import type { Words } from '../../../src/views/words/words.ts';
import {
  everyDocumentProblem,
  everyFailure,
  everyPolicyProblem,
  everyProblem,
  everyRule,
  everyWarning,
} from '../../support/every-failure.ts';

/** Returns the path and the text of each entry. The text of a function is its source code. */
function pathsAndTexts(value: unknown, place = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[place, value]];
  if (typeof value === 'function') return [[place, String(value)]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    pathsAndTexts(inner, place === '' ? name : `${place}.${name}`),
  );
}

/**
 * Texts that are the same in both languages: names, AWS's terms, and functions that only combine
 * texts.
 */
const SAME = [
  'panel.signIn.code',
  'panel.preferences.about.facts.version',
  'panel.preferences.about.facts.system',
  'tray.product',
  'tray.roleLine.good',
  'tray.chunk',
  'tray.group',
  'list.keys.names.escape',
  'panel.title',
  'panel.form.labels.name',
  'panel.form.labels.region',
  'panel.form.optional',
  'panel.access.shell',
  'panel.preferences.proxy',
  'list.offline',
  'forming.credentialKinds.sso',
  'forming.credentialKinds.login_session',
  'forming.test.title',
  'panel.form.broken',
  'importing.facts.region',
  'importing.source',
  'transfer.setting',
  'discovery.page.listed',
  'discovery.page.count',
  'discovery.page.one',
  'transfer.settingLeftOut',
  'panel.access.shells.bash',
  'panel.access.shells.fish',
  'panel.access.shells.powershell',
  'panel.access.shells.cmd',
  'panel.preferences.themes.system',
  'panel.preferences.languages.system',
  'panel.preferences.languages.en',
  'panel.preferences.languages.de',
];

/** Fields of failures whose values are identifiers. No text contains these values. */
const IDENTIFIER_FIELDS = ['kind', 'holds', 'rule', 'how', 'by', 'what', 'why', 'awayReason'];

describe('the German catalogue', () => {
  const english = new Map(pathsAndTexts(en));
  const german = new Map(pathsAndTexts(de));
  const shownInApplication = [...german].filter(
    ([place]) => place !== 'language' && !place.startsWith('commandLine.'),
  );

  it('has an entry for each entry of the English catalogue, and no others', () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
    expect(shownInApplication.length).toBeGreaterThan(350);
  });

  it('has no English text, except for texts that are the same in both languages', () => {
    const untranslated = shownInApplication
      .filter(([place, text]) => english.get(place) === text)
      .map(([place]) => place);
    expect(untranslated.filter((place) => !SAME.includes(place))).toEqual([]);
  });

  it('has every failure, problem, warning and rule, with the same values and commands', () => {
    const format: FactFormat = {
      roleName: 'client-s3',
      field: (name) => name,
      time: String,
      moment: String,
    };
    const all = (words: Words): readonly string[] => [
      ...Object.values(everyFailure).map((failure) =>
        JSON.stringify(failureText(words, failure, format)),
      ),
      ...Object.values(everyProblem).map((problem) =>
        JSON.stringify(problemText(words, problem, format)),
      ),
      ...Object.values(everyWarning).map((warning) => warningText(words, warning, format)),
      ...Object.values(everyRule).map((rule) => ruleText(words, rule)),
      ...Object.values(everyPolicyProblem).map((problem) => policyProblemText(words, problem)),
    ];
    const englishTexts = all(en);
    expect(all(de).filter((text) => englishTexts.includes(text))).toEqual([]);
    for (const failure of Object.values(everyFailure)) {
      const [one, other] = [failureText(en, failure, format), failureText(de, failure, format)];
      expect(other.remedy?.command, failure.kind).toBe(one.remedy?.command);
      for (const [name, fact] of Object.entries(failure)) {
        if (
          IDENTIFIER_FIELDS.includes(name) ||
          typeof fact !== 'string' ||
          !JSON.stringify(one).includes(fact)
        )
          continue;
        expect(JSON.stringify(other), `${failure.kind}: ${fact}`).toContain(fact);
      }
    }
  });

  it('has its own text for every problem of a settings document', () => {
    const format: FactFormat = {
      roleName: null,
      field: (name) => name,
      time: String,
      moment: String,
    };
    const textsOf = (words: Words) =>
      everyDocumentProblem.map(
        (problem) => failureText(words, { kind: 'document-unusable', problem }, format).detail,
      );
    expect(new Set([...textsOf(en), ...textsOf(de)]).size).toBe(everyDocumentProblem.length * 2);
  });

  it('translates the title and the remedy of every check of the doctor', () => {
    const format: FactFormat = {
      roleName: null,
      field: (name) => name,
      time: String,
      moment: String,
    };
    const facts = {
      path: '/file',
      role: 'client-s3',
      profile: 'work',
      where: 'keychain',
      offsetMs: 20_000,
      url: null,
    };
    for (const level of ['good', 'bad'] as const) {
      for (const name of Object.keys(en.checks) as (keyof Words['checks'])[]) {
        const [one, other] = [en, de].map((words) =>
          checkText(words, { check: name, level, facts }, format),
        ) as [FailureText, FailureText];
        // "Proxy" is a German word too.
        if (name !== 'proxy') expect(other.title).not.toBe(one.title);
        expect(other.remedy === null).toBe(one.remedy === null);
        if (one.remedy !== null) expect(other.remedy?.label).not.toBe(one.remedy.label);
      }
    }
  });
});

describe('the chosen language', () => {
  it.each([
    ['system', 'de-AT', 'de'],
    ['system', 'de', 'de'],
    ['system', 'den', 'en'],
    ['system', 'fr-FR', 'en'],
    ['en', 'de-DE', 'en'],
    ['de', 'en-US', 'de'],
  ] as const)(
    'with the setting "%s" and the system locale "%s" is "%s"',
    (language, locale, expected) => {
      expect(wordsFor(language, locale).language).toBe(expected);
    },
  );

  it('formats times in the system locale, or in its own locale if the system has another language', () => {
    expect(timeLocale(de, 'de-AT')).toBe('de-AT');
    expect(timeLocale(en, 'en-GB')).toBe('en-GB');
    expect(timeLocale(en, 'en-US@posix')).toBe('en-US');
    expect(timeLocale(de, 'en-US')).toBe('de');
    expect(timeLocale(en, 'fr-FR')).toBe('en');
  });
});
