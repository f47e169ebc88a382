import type { Shell } from './quoting.ts';

/**
 * The rules of botocore that a file can break (botocore/configloader.py;
 * configparser.RawConfigParser).
 */
export type BrokenRule =
  | 'duplicate-section'
  | 'duplicate-key'
  | 'line-without-value-sign'
  | 'key-before-header'
  | 'unclosed-header'
  | 'byte-order-mark'
  | 'not-utf8'
  | 'utf-16';

/** The rule of a field, as data. `views/words` has the text. */
export type FieldRule =
  | { readonly kind: 'required' }
  | { readonly kind: 'length'; readonly min: number; readonly max: number }
  | { readonly kind: 'characters'; readonly allowed: string }
  | { readonly kind: 'range'; readonly min: number; readonly max: number }
  | { readonly kind: 'whole-number' }
  | { readonly kind: 'role-arn' }
  | { readonly kind: 'six-digits' }
  | { readonly kind: 'region' }
  | { readonly kind: 'endpoint' }
  | { readonly kind: 'proxy' }
  /** A global shortcut, as Electron writes it. */
  | { readonly kind: 'shortcut' }
  /** A user or password in the proxy's address. settings.json is not encrypted. */
  | { readonly kind: 'proxy-user' }
  | { readonly kind: 'ca-bundle' }
  | {
      readonly kind: 'path';
      readonly broken:
        'relative' | 'network' | 'own-folder' | 'hidden-characters' | 'not-a-file' | 'missing';
    }
  | { readonly kind: 'reserved'; readonly word: string }
  | { readonly kind: 'taken'; readonly by: string }
  | { readonly kind: 'same-as-source' }
  | { readonly kind: 'unknown-field' }
  /** The field belongs to roles of another kind. */
  | { readonly kind: 'other-kind'; readonly of: string }
  /** This field or the other one must be given. */
  | { readonly kind: 'required-or'; readonly other: string }
  /** This field cannot be given together with the other one. */
  | { readonly kind: 'excluded-by'; readonly other: string }
  | { readonly kind: 'account' }
  /** A program by its name or absolute path, and its options. */
  | { readonly kind: 'browser' }
  | { readonly kind: 'start-url' }
  | { readonly kind: 'one-of'; readonly options: readonly string[] }
  /** A name template has a placeholder that it does not know, or a single brace. */
  | { readonly kind: 'placeholder'; readonly found: string; readonly known: readonly string[] }
  /** A serial of a device that gives no code (FIDO). */
  | { readonly kind: 'mfa-device' }
  /** MFA at each call needs a device. */
  | { readonly kind: 'needs-mfa-serial' }
  /** The field has more values than this. */
  | { readonly kind: 'count'; readonly max: number }
  | { readonly kind: 'json-object' }
  /** The type that JSON must have in a place. */
  | { readonly kind: 'json-type'; readonly type: 'text' | 'number' | 'list' | 'object' | 'boolean' }
  /** Session policy and policy ARNs together. */
  | { readonly kind: 'policies-length'; readonly max: number; readonly length: number }
  | { readonly kind: 'policy-arn' }
  | { readonly kind: 'prefix'; readonly prefix: string }
  | { readonly kind: 'twice' }
  | { readonly kind: 'among-tags' }
  | { readonly kind: 'key-value' }
  /** This shell, or a `.env` file, has no safe quoting for the value. */
  | { readonly kind: 'shell'; readonly shell: Shell | 'dotenv' }
  /** The rule that one of several values breaks. */
  | {
      readonly kind: 'item';
      readonly part: 'key' | 'value' | 'item';
      readonly item: string;
      readonly broken: FieldRule;
    };
