import type { Shell } from './quoting.ts';

/**
 * The rules of botocore that an AWS file can break (botocore/configloader.py;
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

/** A rule that a field breaks, as data. `views/words` has the text. */
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
  /** The value must be a global shortcut in Electron's notation. */
  | { readonly kind: 'shortcut' }
  /**
   * The proxy's address must not have a user or password, because settings.json is not encrypted.
   */
  | { readonly kind: 'proxy-user' }
  | { readonly kind: 'ca-bundle' }
  | {
      readonly kind: 'path';
      readonly broken:
        'relative' | 'network' | 'own-folder' | 'hidden-characters' | 'not-a-file' | 'missing';
    }
  /** The value is a word that AWS tools treat in a special way, such as `DEFAULT`. */
  | { readonly kind: 'reserved'; readonly word: string }
  /** Another role already has this value. `by` is its name. */
  | { readonly kind: 'taken'; readonly by: string }
  | { readonly kind: 'same-as-source' }
  | { readonly kind: 'unknown-field' }
  /** Only roles of another kind have this field. */
  | { readonly kind: 'other-kind'; readonly of: string }
  /** This field or the `other` field is required. */
  | { readonly kind: 'required-or'; readonly other: string }
  /** This field and the `other` field cannot be used together. */
  | { readonly kind: 'excluded-by'; readonly other: string }
  | { readonly kind: 'account' }
  /** The value must be a program, by its name or absolute path, and its options. */
  | { readonly kind: 'browser' }
  | { readonly kind: 'start-url' }
  | { readonly kind: 'one-of'; readonly options: readonly string[] }
  /** A name template has an unknown placeholder or an unpaired brace. */
  | { readonly kind: 'placeholder'; readonly found: string; readonly known: readonly string[] }
  /** The serial belongs to a FIDO device, which shows no codes. */
  | { readonly kind: 'mfa-device' }
  /** A role that asks for a code at each call needs an MFA device. */
  | { readonly kind: 'needs-mfa-serial' }
  /** The field has more than `max` values. */
  | { readonly kind: 'count'; readonly max: number }
  | { readonly kind: 'json-object' }
  /** A JSON value must have this type. */
  | { readonly kind: 'json-type'; readonly type: 'text' | 'number' | 'list' | 'object' | 'boolean' }
  /** The session policy and the policy ARNs together are too long. */
  | { readonly kind: 'policies-length'; readonly max: number; readonly length: number }
  | { readonly kind: 'policy-arn' }
  | { readonly kind: 'prefix'; readonly prefix: string }
  /** The list already has this key or value. */
  | { readonly kind: 'twice' }
  /** A transitive tag key must be the key of one of the role's tags. */
  | { readonly kind: 'among-tags' }
  /** A tag must be written as `KEY=VALUE`. */
  | { readonly kind: 'key-value' }
  /** The value cannot be quoted safely for this shell or for a `.env` file. */
  | { readonly kind: 'shell'; readonly shell: Shell | 'dotenv' }
  /** One value of a list breaks the rule `broken`. */
  | {
      readonly kind: 'item';
      readonly part: 'key' | 'value' | 'item';
      readonly item: string;
      readonly broken: FieldRule;
    };
