import { partitionOfConsole } from '../../aws-config/partition.ts';
import { roleWithArn, type Findings } from './findings.ts';
import type { Unused } from './pasted-role.ts';
import { placeholderIn } from './placeholder.ts';

/**
 * Adds the roles in the console's links to switch roles (IAM user guide, "Switch from a user to an
 * IAM role (console)"), and lists links of an access portal as unused (IAM Identity Center user
 * guide, "Creating shortcut links"). Returns the text without links.
 */
export function rolesInLinks(text: string, findings: Findings): string {
  return text.replace(/https?:\/\/[^\s"'`<>|]{1,4000}/gi, (link) => {
    readLink(link.replace(/[.,;:!?)\]*_]{1,9}$/, ''), findings);
    // The link is removed, because its parameters are not labels of the text.
    return ' ';
  });
}

function readLink(link: string, findings: Findings): void {
  if (isPortal(link)) {
    findings.addUnused(portalLink(link));
    return;
  }
  const [, host, query] =
    /^https?:\/\/([\w.-]{1,253})\/(?:[\w/-]{0,99}\/)?switchrole\/?\?(.*)$/i.exec(link) ?? [];
  if (host === undefined || query === undefined) return;
  const parameters = new Map(query.split(/[&;#]/).map(parameterOf));
  const given = parameters.get('account') ?? '';
  const account = /^[\d-]+$/.test(given) ? given.replace(/-/g, '') : given;
  const roleName = (parameters.get('rolename') ?? '').replace(/^\/?(?:role\/)?/, '');
  const placeholder = placeholderIn(account) ?? placeholderIn(roleName);
  const shown = `switchrole?account=${account}&roleName=${roleName}`;
  if (placeholder !== null) findings.addUnused({ text: placeholder, kind: 'placeholder' });
  else if (roleName === '' || !/^[\w+=,.@/-]+$/.test(roleName))
    findings.addUnused({ text: shown, kind: 'not-a-role' });
  else if (!/^\d{12}$/.test(account))
    findings.addUnused({ text: account, kind: account === '' ? 'not-a-role' : 'alias' });
  else {
    const roleArn = `arn:${partitionOfConsole(host.toLowerCase()) ?? 'aws'}:iam::${account}:role/${roleName}`;
    const name = parameters.get('displayname')?.trim() ?? '';
    findings.addRole({ ...roleWithArn(roleArn), from: 'link', name: name === '' ? null : name });
  }
}

/** Returns true for a link of an access portal. */
export function isPortal(link: string): boolean {
  const [, , host = ''] = link.toLowerCase().split(/[/?#]/, 3);
  return PORTALS.some((domain) => host.endsWith(domain));
}

const PORTALS = ['.awsapps.com', '.awsapps.cn', '.app.aws'] as const;

function portalLink(link: string): Unused {
  const parameters = portalParameters(link);
  const account = parameters.get('account_id') ?? '';
  const name = parameters.get('role_name') ?? parameters.get('permission_set') ?? '';
  if (!/^\d{12}$/.test(account) || !/^[\w+=,.@-]{1,64}$/.test(name)) {
    return { text: link.slice(0, 200).split(/[?#]/, 1).join(''), kind: 'portal' };
  }
  return { text: `${name} (account ${account})`, kind: 'permission-set' };
}

/** Returns the parameters of an access portal's link, by their names in lower case. */
export function portalParameters(link: string): ReadonlyMap<string, string> {
  const query = link.slice(link.indexOf('?') + 1);
  return new Map(query.split(/[&;#]/).map(parameterOf));
}

function parameterOf(text: string): readonly [string, string] {
  const equalsAt = text.indexOf('=');
  if (equalsAt === -1) return [text.toLowerCase(), ''];
  return [
    text.slice(0, equalsAt).toLowerCase(),
    decode(text.slice(equalsAt + 1).replace(/\+/g, ' ')),
  ];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
