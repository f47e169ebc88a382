import type { AwayReason } from './away-reason.ts';
import type { FieldRule } from './field-rule.ts';
import type { FileAccess } from './file-failure.ts';
import type { ImportObstacle } from './import-obstacle.ts';
import type { DocumentProblem, PolicyProblem } from './refused-text.ts';

/** Why a request of a person or a program is refused. */
export type RequestFailure =
  /** `name` is null if only the ID of a removed role is known. People never see this ID. */
  | {
      readonly kind: 'role-unknown';
      readonly name: string | null;
      readonly known: readonly string[];
    }
  | { readonly kind: 'field-invalid'; readonly field: string; readonly rule: FieldRule }
  /** The role is not assumed with AssumeRole, so no policies can allow it. */
  | { readonly kind: 'no-policies'; readonly roleName: string }
  | { readonly kind: 'policy-unusable'; readonly reason: PolicyProblem }
  | { readonly kind: 'settings-newer'; readonly file: string; readonly version: number }
  | {
      readonly kind: 'settings-unwritable';
      readonly file: string;
      readonly code: string;
      readonly access?: FileAccess;
    }
  /**
   * A document cannot be imported as settings. The failure does not quote the document, because it
   * may be any file.
   */
  | { readonly kind: 'document-unusable'; readonly problem: DocumentProblem }
  /** The person did not confirm, or could not be asked. Nothing was changed. */
  | {
      readonly kind: 'consent-refused';
      readonly asked:
        'preference' | 'endpoint' | 'browser' | 'take-over' | 'restore' | 'restore-file' | 'purge';
      /**
       * The name of the preference, the endpoint, the command, the profile or the backup's ID.
       * Empty if there is none.
       */
      readonly subject: string;
    }
  /** No role is switched on, so there is nothing to keep fresh. */
  | { readonly kind: 'nothing-kept' }
  /** A program asks the credentials endpoint for a role that is not switched on. */
  | { readonly kind: 'role-off'; readonly roleName: string }
  /** A program asks for a role while the roles are released, because the person is away. */
  | { readonly kind: 'person-away'; readonly roleName: string; readonly awayReason: AwayReason }
  /** The credentials endpoint cannot listen on its loopback port. */
  | { readonly kind: 'endpoint-unavailable'; readonly port: number; readonly code: string }
  /** The clipboard did not accept a copy, or Rolekeeper could not find out whether it did. */
  | { readonly kind: 'clipboard-refused' }
  /** The desktop has no program for web pages, or this program failed. */
  | { readonly kind: 'page-not-opened' }
  /** Another program opened the one-time address of a page before the browser did. */
  | { readonly kind: 'page-taken' }
  /** The AWS console cannot be opened as this role. */
  | {
      readonly kind: 'no-console';
      readonly roleName: string;
      readonly why:
        | 'other-server'
        /** The session belongs to an IAM user and not to a role. */
        | 'user-session'
        /** AWS publishes no console for the partition, or the partition is unknown. */
        | 'partition'
        /** AWS returns no sign-in token for the session. */
        | 'refused'
        /** AWS's sign-in service returns a server error. */
        | 'unavailable';
      /**
       * The ID of a partition without a console. Null if the partition is unknown or `why` is
       * another reason.
       */
      readonly partition: string | null;
    }
  /** A profile of the config file cannot become a role. */
  | {
      readonly kind: 'not-importable';
      readonly profile: string;
      readonly obstacle: ImportObstacle;
    };
