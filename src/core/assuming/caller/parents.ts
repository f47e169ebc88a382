import type { Result } from '../../result.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';

export interface ParentOptions {
  /**
   * If true, STS is called even if the parent's session seems fresh, because STS has refused that
   * session as expired.
   */
  readonly force: boolean;
  /** If true, STS is not called before the parent's next attempt is due. */
  readonly respectBackoff: boolean;
}

/**
 * Assumes a parent role that is on, under its own lock. Returns a snapshot of the files after that.
 */
export interface Parents {
  assumeParent(roleId: string, options: ParentOptions): Promise<Result<AwsSnapshot>>;
}
