import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { firstViolation } from '../../src/core/credentials-file/botocore-rules.ts';
import { readMarks, readSection } from '../../src/core/credentials-file/section.ts';
import { withoutOurEntries } from '../../src/core/credentials-file/section-release.ts';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import type { Cli } from './cli-harness.ts';
import { refusalOf } from './credentials-reader.ts';
import { cliOwner } from './owner.ts';

/**
 * Replaces the credentials file and settings.json of a home by links, as users of dotfile managers
 * do, and checks both files for damage.
 */
export class LinkedFiles {
  readonly settingsFile: string;
  readonly #cli: Cli;
  readonly #sts: EmbeddedSts;
  readonly #dotfiles: string;
  readonly #links: readonly string[];
  readonly #others = new Set<string>();
  readonly #known = new Set<string>();

  constructor(cli: Cli, sts: EmbeddedSts) {
    this.#cli = cli;
    this.#sts = sts;
    this.#dotfiles = join(cli.folder, 'dotfiles');
    this.settingsFile = join(cli.folder, '.config', 'rolekeeper', 'settings.json');
    this.#links = [cli.credentialsFile, this.settingsFile];
    mkdirSync(this.#dotfiles);
    for (const link of this.#links) {
      renameSync(link, join(this.#dotfiles, basename(link)));
      symlinkSync(join(this.#dotfiles, basename(link)), link);
    }
  }

  /** From now on, `faults` accepts the present text outside Rolekeeper's sections. */
  acceptOtherSections(): void {
    this.#others.add(withoutOurEntries(this.#cli.credentials(), cliOwner(this.#cli)));
  }

  settings(): unknown {
    return JSON.parse(readFileSync(this.settingsFile, 'utf8'));
  }

  /** Returns Rolekeeper's access key IDs in the credentials file, by profile. */
  keys(): ReadonlyMap<string, string> {
    return new Map(
      readMarks(this.#cli.credentials(), cliOwner(this.#cli)).map(({ profile, mark }) => [
        profile,
        mark.accessKeyId,
      ]),
    );
  }

  leftovers(): readonly string[] {
    const folders = new Set([this.#dotfiles, ...this.#links.map((link) => dirname(link))]);
    return [...folders]
      .flatMap((folder) => readdirSync(folder))
      .filter((name) => name.includes('.rk-'));
  }

  /** Returns what is wrong with the files, for example an incomplete section or a replaced link. */
  async faults(): Promise<readonly string[]> {
    const text = this.#cli.credentials();
    const violation = firstViolation(text);
    const faults = violation === null ? [] : [`line ${String(violation.line)}: ${violation.rule}`];
    if (!this.#others.has(withoutOurEntries(text, cliOwner(this.#cli))))
      faults.push(
        `the text of other tools changed: ${withoutOurEntries(text, cliOwner(this.#cli))}`,
      );
    for (const { profile } of readMarks(text, cliOwner(this.#cli))) {
      const { owned, credentials, accessKeyId } = readSection(text, profile, cliOwner(this.#cli));
      if (!owned || credentials?.sessionToken === undefined || accessKeyId === null)
        faults.push(`${profile} has only some of its keys`);
      else if (!this.#known.has(accessKeyId)) {
        this.#known.add(accessKeyId);
        const { sessionToken } = credentials;
        const answer = await refusalOf({ ...credentials, sessionToken }, this.#sts);
        if (answer !== null && !answer.includes('Expired')) faults.push(`${profile}: ${answer}`);
      }
    }
    for (const [link, mode] of [
      [this.#cli.credentialsFile, 0o640],
      [this.settingsFile, 0o600],
    ] as const) {
      if (!lstatSync(link).isSymbolicLink()) faults.push(`${link} is no longer a link`);
      const found = statSync(link).mode & 0o777;
      if (found !== mode) faults.push(`${link} has mode ${found.toString(8)}`);
    }
    return faults;
  }
}
