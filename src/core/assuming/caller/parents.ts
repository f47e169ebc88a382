import type { Result } from '../../result.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';

export interface ParentOptions {
  /** Calls STS even if the parent's session seems fresh, because STS refused it as expired. */
  readonly force: boolean;
  /** Does not call STS before the parent's next try is due. */
  readonly respectBackoff: boolean;
}

/**
 * Assumes the kept parents of a role, each under its own lock. Then reads the files again and
 * returns them.
 */
export interface Parents {
  assumeParent(roleId: string, options: ParentOptions): Promise<Result<AwsSnapshot>>;
}
