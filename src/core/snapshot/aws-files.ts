import { firstViolation, type Violation } from '../credentials-file/botocore-rules.ts';
import type { IniDocument } from '../credentials-file/ini-document.ts';
import type { Failure } from '../failure.ts';

export interface AwsFilesRead {
  readonly configPath: string;
  readonly configText: string;
  readonly credentialsPath: string;
  readonly credentials: IniDocument;
  /**
   * Why the credentials file or the config file could not be read. The text of such a file is then
   * empty.
   */
  readonly unreadable: readonly Failure[];
}

/** The config file and the credentials file as read at one moment, and what is wrong with them. */
export class AwsFiles {
  readonly configPath: string;
  readonly configText: string;
  readonly credentialsPath: string;
  readonly credentials: IniDocument;
  readonly #unreadable: readonly Failure[];
  #configViolation: { readonly found: Violation | null } | null = null;

  constructor(read: AwsFilesRead) {
    this.configPath = read.configPath;
    this.configText = read.configText;
    this.credentialsPath = read.credentialsPath;
    this.credentials = read.credentials;
    this.#unreadable = read.unreadable;
  }

  /**
   * False if the credentials file is missing or empty. It is then not certain that someone removed
   * Rolekeeper's keys on purpose.
   */
  get hasCredentialsFile(): boolean {
    return this.credentials.text.trim() !== '';
  }

  /** Returns why one of the files could not be read, or null if both were read. */
  firstUnreadable(): Failure | null {
    return this.#unreadable[0] ?? null;
  }

  /**
   * Returns the first reason why Rolekeeper may write no session: botocore refuses the credentials
   * file, or one of the files could not be read. Returns null if there is none.
   */
  firstFailure(): Failure | null {
    return this.#failures()[0] ?? null;
  }

  /**
   * Returns all failures of the files, and unlike `firstFailure` also that of a config file that
   * breaks a rule of botocore. Rolekeeper still reads what it can of such a file.
   */
  problems(): readonly Failure[] {
    const config = this.brokenConfig();
    return config === null ? this.#failures() : [...this.#failures(), config];
  }

  /**
   * Returns the failure for a config file that breaks a rule of botocore, or null. AWS tools see no
   * profile of such a file.
   */
  brokenConfig(): Failure | null {
    this.#configViolation ??= { found: firstViolation(this.configText) };
    const { found } = this.#configViolation;
    if (found === null) return null;
    return { kind: 'file-broken', file: this.configPath, isConfig: true, ...found };
  }

  #failures(): readonly Failure[] {
    const { violation } = this.credentials;
    if (violation === null) return this.#unreadable;
    return [{ kind: 'file-broken', file: this.credentialsPath, ...violation }, ...this.#unreadable];
  }
}
