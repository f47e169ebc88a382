import type { FileFailure } from './file-failure.ts';
import type { RequestFailure } from './request-failure.ts';
import type { SourceFailure } from './source-failure.ts';
import type { StsFailure } from './sts-failure.ts';

/**
 * The failures that Rolekeeper expects and returns as values, without secrets. `views/words` has
 * the title, detail and remedy of each kind.
 */
export type Failure = StsFailure | SourceFailure | FileFailure | RequestFailure;

export type FailureKind = Failure['kind'];
