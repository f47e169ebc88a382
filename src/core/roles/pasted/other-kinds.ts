import type { RoleDraft } from '../role-draft.ts';
import type { RoleKind } from '../role-kinds.ts';
import { commandWords } from './command-words.ts';
import { type Section, sectionsIn } from './pasted-sections.ts';
import { plainText } from './plain-text.ts';
import { isPortal, portalParameters } from './switch-link.ts';
import { withoutUndefined } from './without-undefined.ts';

/** The values of a permission set or of an MFA session in a pasted text. */
export interface PastedOther {
  readonly kind: Exclude<RoleKind, 'assume-role'>;
  /** Null if the text has no name for the permission set or MFA session. */
  readonly name: string | null;
  readonly fields: OtherFields;
  /** Keys of the section in the text for which a role has no field. */
  readonly skipped: readonly string[];
}

export type OtherFields = Readonly<
  Partial<
    Pick<
      RoleDraft,
      | 'ssoSession'
      | 'startUrl'
      | 'ssoRegion'
      | 'accountId'
      | 'permissionSet'
      | 'region'
      | 'mfaSerial'
      | 'sourceProfile'
      | 'durationSeconds'
    >
  >
>;

const MAX_FOUND = 50;
const SERIAL = /arn:aws[\w-]{0,20}:iam::\d{12}:mfa\/[\w+=,.@/-]{1,128}/;
/**
 * Matches the ARN of the role that IAM Identity Center creates for a permission set, or of a
 * session of this role.
 */
const RESERVED =
  /arn:aws[\w-]{0,20}:(?:iam|sts)::(\d{12}):(?:role\/aws-reserved\/sso\.amazonaws\.com\/(?:([a-z\d-]{1,30})\/)?|assumed-role\/)AWSReservedSSO_([\w+=,.@-]{1,32})_[\da-f]{16}/;
const PORTAL = /https:\/\/[\w.-]{1,253}(?:\/[^\s"'<>]{0,2000})?/gi;

/**
 * The next three patterns match a label and its value, which is on the same line or on the next
 * one.
 */
const PERMISSION_SET =
  /\bpermission[ _-]?set(?:[ _-]?name)?["']?(?:\s{0,9}[:=]|\s{1,9}(?:is\s|ist\s)?)\s{0,9}["']?([\w+=,.@-]{0,31}\w)/i;
const SSO_REGION =
  /\b(?:sso[ _-]?|identity cent(?:er|re)[ _-]?)?region["']?(?:\s{0,9}[:=]|\s{1,9}(?:is\s|ist\s)?)\s{0,9}["']?([a-z]{2,6}(?:-[a-z]+){1,3}-\d{1,2})\b/i;
const ACCOUNT =
  /\baccount(?:[ _-]?(?:id|number))?["']?(?:\s{0,9}[:=]|\s{1,9}(?:is\s|ist\s)?)\s{0,9}["']?(\d{4}-?\d{4}-?\d{4})\b/i;
/** The next three patterns match options of `aws sts get-session-token`. */
const PROFILE_OPTION = /--profile[ =]{1,3}["']?([\w./%@-]{1,128})/;
const DURATION_OPTION = /--duration-seconds[ =]{1,3}["']?(\d{1,6})/;
const REGION_OPTION = /--region[ =]{1,3}["']?([a-z]{2,6}(?:-[a-z]+){1,3}-\d{1,2})\b/;

/**
 * Returns the permission sets and MFA sessions in a text that has no role to assume and no secrets.
 * Reads profiles, sso-session sections, links and values of an access portal, and ARNs of MFA
 * devices and of the roles of permission sets.
 */
export function otherKindsIn(text: string): readonly PastedOther[] {
  const plain = plainText(text);
  const { sections } = sectionsIn(plain);
  const sets = permissionSetsOf(sections);
  if (sets.length > 0) return sets.slice(0, MAX_FOUND);
  const set = permissionSetIn(plain);
  if (set !== null) return [set];
  const devices = sections.flatMap((section) => mfaSessionOf(section) ?? []);
  if (devices.length > 0) return devices.slice(0, MAX_FOUND);
  return mfaSessionIn(plain);
}

/**
 * Returns a permission set for each profile of Identity Center. If there is no such profile,
 * returns a permission set without a name for each `sso-session` section.
 */
function permissionSetsOf(sections: readonly Section[]): readonly PastedOther[] {
  const signIns = sections.filter(({ kind }) => kind === 'sso-session');
  const profiles = sections.filter(
    (section) => section.kind === 'profile' && section.entries.some(({ key }) => SSO.test(key)),
  );
  if (profiles.length === 0)
    return signIns.map((section) => ({
      kind: 'identity-center',
      name: null,
      fields: signInOf(valuesOf(section)),
      skipped: skippedIn(section),
    }));
  return profiles.map((profile) => {
    const own = valuesOf(profile);
    const session = own.get('sso_session');
    const signIn = signIns.find(({ name }) => name === session);
    const from = signIn === undefined ? own : valuesOf(signIn);
    return {
      kind: 'identity-center',
      name: profile.name,
      fields: withoutUndefined<OtherFields>({
        ...(session !== undefined && signIn === undefined
          ? { ssoSession: session }
          : signInOf(from)),
        accountId: own.get('sso_account_id'),
        permissionSet: own.get('sso_role_name'),
        region: own.get('region'),
      }),
      skipped: skippedIn(profile),
    };
  });
}

const SSO = /^sso_(?:session|start_url|account_id|role_name)$/;

function signInOf(values: ReadonlyMap<string, string>): OtherFields {
  const startUrl = values.get('sso_start_url');
  return withoutUndefined<OtherFields>({
    startUrl: startUrl === undefined ? undefined : addressOf(startUrl),
    ssoRegion: values.get('sso_region'),
  });
}

/** Returns the permission set that a link, the ARN of its role, or labelled values name. */
function permissionSetIn(text: string): PastedOther | null {
  const [, account, region, reserved] = RESERVED.exec(text) ?? [];
  const links = [...text.matchAll(PORTAL)].map(([link]) => link);
  const portal = links.find(isPortal);
  const linked = portalParameters(portal ?? '');
  // The links are removed, because their parameters look like labels.
  const rest = text.replace(PORTAL, ' ');
  const permissionSet =
    linked.get('role_name') ??
    linked.get('permission_set') ??
    reserved ??
    PERMISSION_SET.exec(rest)?.[1];
  if (portal === undefined && permissionSet === undefined) return null;
  const fields = withoutUndefined<OtherFields>({
    startUrl: portal === undefined ? undefined : addressOf(portal),
    ssoRegion: region ?? SSO_REGION.exec(rest)?.[1],
    accountId: linked.get('account_id') ?? account ?? ACCOUNT.exec(rest)?.[1]?.replace(/-/g, ''),
    permissionSet,
  });
  return { kind: 'identity-center', name: null, fields, skipped: [] };
}

function mfaSessionOf(section: Section): PastedOther | null {
  const values = valuesOf(section);
  const mfaSerial = values.get('mfa_serial');
  if (section.kind !== 'profile' || mfaSerial === undefined) return null;
  return {
    kind: 'mfa-session',
    name: section.name,
    fields: withoutUndefined<OtherFields>({
      mfaSerial,
      sourceProfile: values.get('source_profile') ?? section.name,
      durationSeconds: secondsOf(values.get('duration_seconds')),
      region: values.get('region'),
    }),
    skipped: skippedIn(section),
  };
}

/**
 * Returns an MFA session for the first ARN of an MFA device, with the options of a
 * `get-session-token` command if the text has one. Returns an empty list if there is no such ARN.
 */
function mfaSessionIn(text: string): readonly PastedOther[] {
  const [mfaSerial] = SERIAL.exec(text) ?? [];
  if (mfaSerial === undefined) return [];
  const at = text.indexOf('get-session-token');
  const start = text.lastIndexOf('\n', at) + 1;
  const command = at === -1 ? '' : commandWords(text, start).words.join(' ');
  const fields = withoutUndefined<OtherFields>({
    mfaSerial,
    sourceProfile: PROFILE_OPTION.exec(command)?.[1],
    durationSeconds: secondsOf(DURATION_OPTION.exec(command)?.[1]),
    region: REGION_OPTION.exec(command)?.[1],
  });
  return [{ kind: 'mfa-session', name: mfaSerial.split('/').at(-1) ?? null, fields, skipped: [] }];
}

function secondsOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

/**
 * Returns the start URL of an access portal. Removes the part of a link that opens one page of the
 * portal.
 */
function addressOf(link: string): string {
  return (link.split(/[?#]/, 1)[0] ?? '').replace(/[.,;:!)/]{1,9}$/, '');
}

function valuesOf({ entries }: Section): ReadonlyMap<string, string> {
  return new Map(entries.filter(({ value }) => value !== '').map(({ key, value }) => [key, value]));
}

function skippedIn({ entries }: Section): readonly string[] {
  return entries.map(({ key }) => key).filter((key) => !KNOWN.test(key));
}

/** Matches keys that are read, and keys that do not affect a role. */
const KNOWN =
  /^(?:sso_(?:session|start_url|region|account_id|role_name|registration_scopes)|region|output|cli_\w+|mfa_serial|source_profile|duration_seconds)$/;
