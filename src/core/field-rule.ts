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
  | 'not-utf8';

/** The rule of a field, as data. `views/words` has the text. */
export type FieldRule =
  | { readonly rule: 'required' }
  | { readonly rule: 'length'; readonly min: number; readonly max: number }
  | { readonly rule: 'characters'; readonly allowed: string }
  | { readonly rule: 'range'; readonly min: number; readonly max: number }
  | { readonly rule: 'whole-number' }
  | { readonly rule: 'role-arn' }
  | { readonly rule: 'six-digits' }
  | { readonly rule: 'region' }
  | { readonly rule: 'endpoint' }
  | { readonly rule: 'proxy' }
  /** A user or password in the proxy's address. settings.json is not encrypted. */
  | { readonly rule: 'proxy-user' }
  | { readonly rule: 'ca-bundle' }
  | {
      readonly rule: 'path';
      readonly broken:
        'relative' | 'network' | 'own-folder' | 'hidden-characters' | 'not-a-file' | 'missing';
    }
  | { readonly rule: 'reserved'; readonly word: string }
  | { readonly rule: 'taken'; readonly by: string }
  | { readonly rule: 'same-as-source' }
  | { readonly rule: 'unknown-field' }
  | { readonly rule: 'one-of'; readonly options: readonly string[] }
  /** A serial of a device that gives no code (FIDO). */
  | { readonly rule: 'mfa-device' }
  /** MFA at each call needs a device. */
  | { readonly rule: 'needs-mfa-serial' }
  /** The field has more values than this. */
  | { readonly rule: 'count'; readonly max: number }
  | { readonly rule: 'json-object' }
  /** The type that JSON must have in a place. */
  | { readonly rule: 'json-type'; readonly type: 'text' | 'number' | 'list' | 'object' | 'boolean' }
  /** Session policy and policy ARNs together. */
  | { readonly rule: 'policies-length'; readonly max: number; readonly length: number }
  | { readonly rule: 'policy-arn' }
  | { readonly rule: 'prefix'; readonly prefix: string }
  | { readonly rule: 'twice' }
  | { readonly rule: 'among-tags' }
  | { readonly rule: 'key-value' }
  /** This shell has no safe quoting for the value. */
  | { readonly rule: 'shell'; readonly shell: Shell }
  /** The rule that one of several values breaks. */
  | {
      readonly rule: 'item';
      readonly part: 'key' | 'value' | 'item';
      readonly item: string;
      readonly broken: FieldRule;
    };
