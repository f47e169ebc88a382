import type { FileFailure } from './file-failure.ts';
import type { RequestFailure } from './request-failure.ts';
import type { SourceFailure } from './source-failure.ts';
import type { StsFailure } from './sts-failure.ts';

/**
 * Expected failures, as values. `views/words` has the title, detail and remedy of each kind. No
 * failure contains a secret: keys are removed from messages of STS and of source processes before.
 */
export type Failure = StsFailure | SourceFailure | FileFailure | RequestFailure;

export type FailureKind = Failure['kind'];
