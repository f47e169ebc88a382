import type { AwsConfigFile } from '../../src/core/ports/aws-config-file.ts';
import type { Result } from '../../src/core/result.ts';
import { ok } from '../../src/core/result.ts';

/** An AWS config file whose text a test sets with `set`, which notifies the watchers. */
export class MemoryAwsConfigFile implements AwsConfigFile {
  readonly path = '/memory/aws/config';
  readonly #watchers = new Set<() => void>();
  #text: string | null;

  constructor(text: string | null = null) {
    this.#text = text;
  }

  read(): Promise<Result<string | null>> {
    return Promise.resolve(ok(this.#text));
  }

  set(text: string | null): void {
    this.#text = text;
    for (const changed of this.#watchers) changed();
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => {
      this.#watchers.delete(changed);
    };
  }
}
