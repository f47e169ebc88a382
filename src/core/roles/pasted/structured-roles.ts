import { demandsOf, demandsOfDenial, fieldsOf, type Demand } from './demand.ts';
import type { LabelledValue, RoleMention } from './labelled-value.ts';
import { roleWithArn, type Findings } from './findings.ts';
import { fieldOfLabel, prefixOf, valueOfField } from './label.ts';
import { matchesGlob } from './glob.ts';
import { builtArn, roleArnOf, roleOfSession } from './role-arn.ts';
import {
  valuesNamed,
  isStatement,
  plainName,
  statementOf,
  texts,
  type Statement,
} from './statement.ts';
import type { Members, Node } from './structure.ts';
import { documentsIn, MAX_LAYERS, type Trust, trustIn, trustOf } from './trust-policy.ts';
import { FIRST_KIND } from '../role-kinds.ts';

/**
 * How many roles of Allow statements are read. The number is limited, because each role is compared
 * with every Deny statement.
 */
const MAX_GRANTED = 100;

/** Reads roles, policies and labelled values from structures. */
export class StructuredRoles {
  readonly #findings: Findings;
  /** The statements of all documents, because one statement may deny what another one allows. */
  readonly #statements: Statement[] = [];
  #scopes = 0;
  /** Values in which an ARN occurs among other words, such as messages of AWS. */
  readonly texts: string[] = [];

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  read(nodes: readonly Node[]): void {
    for (const node of nodes) this.#visit(node, 0);
  }

  /** Adds the roles that the policies allow. Must be called after all nodes were read. */
  finish(): void {
    const findings = this.#findings;
    const denials = this.#statements.filter(({ isDenial }) => isDenial);
    const granted = new Map<string, Demand[][]>();
    for (const statement of this.#statements) {
      const { isDenial, isTrust, resources, notResources, conditions } = statement;
      if (isTrust) this.#addTrust(trustOf(statement));
      if (isDenial || isTrust) continue;
      for (const resource of resources) {
        const roleArn = roleArnOf(resource);
        if (roleArn.kind !== 'arn') findings.addUnused(roleArn);
        else
          granted.set(roleArn.arn, [
            ...(granted.get(roleArn.arn) ?? []),
            [...demandsOf(conditions)],
          ]);
      }
      // `NotResource` allows all other resources, like a wildcard.
      for (const each of notResources)
        findings.addUnused({ text: `NotResource ${each}`, kind: 'wildcard' });
    }
    for (const [index, [roleArn, ways]] of [...granted].entries()) {
      if (index >= MAX_GRANTED) {
        findings.addUnused({ text: roleArn, kind: 'too-many' });
        continue;
      }
      const denied = denials.filter(({ resources }) => covers(resources, roleArn));
      if (denied.some(({ conditions, isTrust }) => conditions.length === 0 && !isTrust)) {
        findings.addUnused({ text: roleArn, kind: 'denied' });
        continue;
      }
      const isFree = ways.some((way) => way.length === 0);
      const demands = [
        ...(isFree ? [] : ways.flat()),
        ...denied
          .filter(({ isTrust }) => !isTrust)
          .flatMap(({ conditions }) => demandsOfDenial(conditions)),
      ];
      findings.addRole({
        ...roleWithArn(roleArn),
        kind: FIRST_KIND,
        from: 'policy',
        fields: { ...fieldsOf(demands), roleArn },
        demands,
      });
    }
  }

  #addTrust({ callers, demands }: Trust): void {
    this.#findings.isTrustPolicy = true;
    for (const text of callers) this.#findings.addUnused({ text, kind: 'caller' });
    this.#findings.addDemands(demands);
  }

  #visit(node: Node, layer: number): void {
    if (typeof node === 'string') this.#text(node, layer);
    else if (!('members' in node)) this.#list(node, layer);
    else if (isStatement(node)) this.#statement(node);
    else if (!this.#addDescribedRole(node) && !this.#addRoleOfSession(node)) {
      this.#members(partOfEvent(node), layer);
    }
  }

  #statement(node: Members): void {
    this.#findings.isPolicy = true;
    const statement = statementOf(node);
    if (statement !== null) this.#statements.push(statement);
  }

  /** Reads a policy inside a text, as JSON or URL-encoded JSON (IAM API reference, "GetRole"). */
  #text(text: string, layer: number): void {
    if (layer >= MAX_LAYERS) return;
    for (const node of documentsIn(text)) this.#visit(node, layer + 1);
  }

  #list(nodes: readonly Node[], layer: number): void {
    const pair = nodes.map(namedValue);
    if (pair.length > 0 && pair.every((each) => each !== null)) {
      this.#members({ members: pair }, layer);
      return;
    }
    for (const node of nodes) {
      const read = roleArnOf(typeof node === 'string' ? node : '');
      if (read.kind === 'arn') this.#findings.addRole(roleWithArn(read.arn));
      else if (read.kind !== 'not-a-role') this.#findings.addUnused(read);
      else this.#visit(node, layer);
    }
  }

  /** Adds a role that IAM or Terraform's state describes. Returns false for another structure. */
  #addDescribedRole(node: Members): boolean {
    const [arn = ''] = texts(valuesNamed(node, 'arn'));
    const trust = [
      ...valuesNamed(node, 'assumerolepolicydocument'),
      ...valuesNamed(node, 'assumerolepolicy'),
    ];
    const [longest] = texts(valuesNamed(node, 'maxsessionduration'));
    const isRole =
      trust.length > 0 || longest !== undefined || valuesNamed(node, 'rolename').length > 0;
    const read = roleArnOf(arn);
    if (!isRole || read.kind !== 'arn') return false;
    const { callers, demands } = trustIn(trust);
    for (const text of callers) this.#findings.addUnused({ text, kind: 'caller' });
    const duration = longest === undefined ? null : valueOfField('durationSeconds', longest);
    this.#findings.addRole({
      ...roleWithArn(read.arn),
      kind: FIRST_KIND,
      from: 'description',
      fields: {
        ...fieldsOf(demands),
        ...(typeof duration === 'number' ? { durationSeconds: duration } : {}),
        roleArn: read.arn,
      },
      demands,
    });
    return true;
  }

  /**
   * Adds the role of `AssumedRoleUser` in the output of `aws sts assume-role`. Returns false for
   * another structure.
   */
  #addRoleOfSession(node: Members): boolean {
    const [user] = valuesNamed(node, 'assumedroleuser');
    if (user === undefined || typeof user === 'string' || !('members' in user)) return false;
    const [arn = ''] = texts(valuesNamed(user, 'arn'));
    const session = roleOfSession(arn);
    if (session === null) return false;
    const { roleArn, sessionName: roleSessionName } = session;
    this.#findings.addRole({
      ...roleWithArn(roleArn),
      kind: FIRST_KIND,
      from: 'values',
      fields: { roleArn, roleSessionName },
    });
    this.#findings.addUnused({ text: arn, kind: 'path-unknown' });
    return true;
  }

  /** Reads the labelled values of one structure, and the roles that they belong to. */
  #members({ members }: Members, layer: number): void {
    this.#scopes += 1;
    this.#findings.isPolicy ||= members.some(([key]) => plainName(key) === 'statement');
    const mentions: RoleMention[] = [];
    const labelledValues: LabelledValue[] = [];
    let account: string | null = null;
    let roleName: string | null = null;
    let region: string | null = null;
    for (const [index, [key, given]] of members.entries()) {
      const value = unwrapped(given);
      if (typeof value !== 'string') {
        this.#visit(value, layer);
        continue;
      }
      const place = { at: index, line: index, paragraph: this.#scopes };
      const read = roleArnOf(value);
      if (read.kind === 'arn')
        mentions.push({ ...place, roleArn: read.arn, prefix: prefixOf(key) });
      else if (read.kind !== 'not-a-role') this.#findings.addUnused(read);
      const label = fieldOfLabel(key);
      const found = label === null ? null : valueOfField(label.field, value.trim());
      if (read.kind === 'arn' || label === null || found === null) {
        if (read.kind === 'arn') continue;
        this.#text(value, layer);
        if (read.kind === 'not-a-role' && /\barn:/.test(value)) this.texts.push(value);
        continue;
      }
      if (label.field === 'account') account = String(found);
      if (label.field === 'roleName') roleName = String(found);
      if (label.field === 'region') region = String(found);
      labelledValues.push({ ...place, field: label.field, value: found, prefix: label.prefix });
    }
    if (mentions.length === 0 && account !== null && roleName !== null) {
      const roleArn = builtArn(account, roleName, region);
      mentions.push({ roleArn, prefix: '', at: 0, line: 0, paragraph: this.#scopes });
    }
    if (mentions.length > 0) this.#findings.addMentions(mentions, labelledValues);
    else
      for (const labelledValue of labelledValues)
        if (isRoleSpecific(labelledValue)) this.#findings.addUnassigned(labelledValue);
  }
}

/**
 * Returns a CloudTrail event without the caller and the answer of STS (AWS CloudTrail user guide,
 * "CloudTrail record contents"). Returns any other structure unchanged.
 */
function partOfEvent(node: Members): Members {
  const isEvent =
    valuesNamed(node, 'eventname').length > 0 && valuesNamed(node, 'requestparameters').length > 0;
  if (!isEvent) return node;
  const members = node.members.filter(
    ([key]) => !/^(?:useridentity|responseelements|resources|awsregion)$/.test(plainName(key)),
  );
  return { members };
}

/**
 * Returns the name and value of an item, as in the outputs of Terraform and CloudFormation and in
 * lists of variables. Returns null for another node.
 */
function namedValue(node: Node): readonly [string, Node] | null {
  if (typeof node === 'string' || !('members' in node)) return null;
  const ends = (ending: string) => node.members.find(([key]) => plainName(key).endsWith(ending));
  const [name] = texts([ends('key')?.[1] ?? ends('name')?.[1] ?? '']);
  const value = ends('value')?.[1];
  return name === undefined || value === undefined ? null : [name, value];
}

/** Returns the value inside `{"value": …}`, and any other node unchanged. */
function unwrapped(node: Node): Node {
  if (typeof node === 'string' || !('members' in node)) return node;
  const value = node.members.find(([key]) => key === 'value')?.[1];
  return typeof value === 'string' ? value : node;
}

/** Returns true for a field whose label means the same in any document. */
function isRoleSpecific({ field: name }: LabelledValue): boolean {
  return /^(?:externalId|mfaSerial|roleSessionName|sourceIdentity)$/.test(name);
}

function covers(resources: readonly string[], roleArn: string): boolean {
  return resources.some((resource) => matchesGlob(resource, roleArn));
}
