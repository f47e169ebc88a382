import type { Result } from '../../result.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';

export interface ParentOptions {
  /** Calls STS even if the parent's session seems fresh: STS called it expired. */
  readonly force: boolean;
  /** Does not call STS before the parent's own time to try again. */
  readonly respectBackoff: boolean;
}

/** Assumes the kept parents of a role, each under its own lock. Returns the files after that. */
export interface Parents {
  assumeParent(roleId: string, options: ParentOptions): Promise<Result<AwsSnapshot>>;
}
