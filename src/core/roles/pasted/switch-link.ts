import { partitionOfConsole } from '../../aws-config/partition.ts';
import { bare, type Gathering } from './gathering.ts';
import { placeholderIn } from './placeholder.ts';

/**
 * Takes the roles of the console's links to switch roles (IAM user guide, "Switch from a user to an
 * IAM role (console)"). Returns the text without any link.
 */
export function rolesInLinks(text: string, gathering: Gathering): string {
  return text.replace(/https?:\/\/[^\s"'`<>|]{1,4000}/gi, (link) => {
    readLink(link.replace(/[.,;:!?)\]*_]{1,9}$/, ''), gathering);
    // Its parameters are no labels of the text.
    return ' ';
  });
}

function readLink(link: string, gathering: Gathering): void {
  const [, host, query] =
    /^https?:\/\/([\w.-]{1,253})\/(?:[\w/-]{0,99}\/)?switchrole\/?\?(.*)$/i.exec(link) ?? [];
  if (host === undefined || query === undefined) return;
  const parameters = new Map(query.split(/[&;#]/).map(parameterOf));
  const given = parameters.get('account') ?? '';
  const account = /^[\d-]+$/.test(given) ? given.replace(/-/g, '') : given;
  const roleName = (parameters.get('rolename') ?? '').replace(/^\/?(?:role\/)?/, '');
  const placeholder = placeholderIn(account) ?? placeholderIn(roleName);
  const shown = `switchrole?account=${account}&roleName=${roleName}`;
  if (placeholder !== null) gathering.leave({ text: placeholder, why: 'placeholder' });
  else if (roleName === '' || !/^[\w+=,.@/-]+$/.test(roleName))
    gathering.leave({ text: shown, why: 'not-a-role' });
  else if (!/^\d{12}$/.test(account))
    gathering.leave({ text: account, why: account === '' ? 'not-a-role' : 'alias' });
  else {
    const roleArn = `arn:${partitionOfConsole(host.toLowerCase()) ?? 'aws'}:iam::${account}:role/${roleName}`;
    const name = parameters.get('displayname')?.trim() ?? '';
    gathering.role({ ...bare(roleArn), from: 'link', name: name === '' ? null : name });
  }
}

function parameterOf(text: string): readonly [string, string] {
  const sign = text.indexOf('=');
  if (sign === -1) return [text.toLowerCase(), ''];
  return [text.slice(0, sign).toLowerCase(), decoded(text.slice(sign + 1).replace(/\+/g, ' '))];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
