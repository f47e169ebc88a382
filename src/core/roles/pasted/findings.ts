import type { Demand } from './demand.ts';
import { fieldsOf } from './demand.ts';
import type { LabelledValue, RoleMention } from './labelled-value.ts';
import type { LabelField } from './label.ts';
import { Owners } from './owner.ts';
import type { Unused, PastedFields, PastedRole } from './pasted-role.ts';
import { FIRST_KIND } from '../role-kinds.ts';

const NAMES: Readonly<Record<LabelField, string>> = {
  externalId: 'external ID',
  mfaSerial: 'MFA serial',
  roleSessionName: 'session name',
  durationSeconds: 'duration',
  region: 'region',
  sourceProfile: 'source profile',
  sourceIdentity: 'source identity',
  account: 'account',
  roleName: 'role name',
  mfa: 'MFA',
};

function labelledValueText({ field, value }: Pick<LabelledValue, 'field' | 'value'>): string {
  return `${NAMES[field]} ${value}`;
}

/** Collects the roles and values that are found in a text, and combines the values of each role. */
export class Findings {
  readonly #roles: PastedRole[] = [];
  readonly #unused = new Map<string, Unused>();
  /** Values whose role is unclear. */
  readonly #unassigned: LabelledValue[] = [];
  readonly #demands: Demand[] = [];
  /** True if the text has a policy, even one without a statement about `sts:AssumeRole`. */
  isPolicy = false;
  isTrustPolicy = false;

  addRole(role: PastedRole): void {
    this.#roles.push(role);
  }

  addUnused(unused: Unused): void {
    this.#unused.set(`${unused.kind} ${unused.text}`, unused);
  }

  addUnassigned(labelledValue: LabelledValue): void {
    this.#unassigned.push(labelledValue);
  }

  addDemands(demands: readonly Demand[]): void {
    for (const demand of demands) this.#demands.push(demand);
  }

  /** Adds the roles of these ARNs, each with the values that belong to it. */
  addMentions(mentions: readonly RoleMention[], labelledValues: readonly LabelledValue[]): void {
    const owned = new Map(mentions.map(({ roleArn }) => [roleArn, [] as LabelledValue[]]));
    const owners = new Owners(mentions, labelledValues);
    for (const labelledValue of labelledValues)
      (owned.get(owners.of(labelledValue) ?? '') ?? this.#unassigned).push(labelledValue);
    for (const [roleArn, values] of owned) {
      const role = this.#withLabelledValues(roleWithArn(roleArn), values);
      const isBare = Object.keys(role.fields).length === 1 && role.demands.length === 0;
      this.addRole(isBare ? role : { ...role, from: 'values' });
    }
  }

  /**
   * Returns each role with its values: once for each profile that has the role, otherwise once.
   * Adds values without a role to the unused ones.
   */
  roles(): readonly PastedRole[] {
    const byArn = new Map<string, PastedRole[]>();
    for (const role of this.#roles) {
      const same = byArn.get(role.fields.roleArn) ?? [];
      const isOwn = role.from === 'profile' || same.length === 0;
      const next = isOwn ? [...same, role] : same.map((each) => this.#merged(each, role));
      byArn.set(role.fields.roleArn, next);
    }
    const merged = [...byArn.values()].flat();
    const isOne = byArn.size === 1;
    const roles = isOne ? merged.map((role) => this.#withLooseValues(role)) : merged;
    if (!isOne) {
      for (const labelledValue of this.#unassigned)
        if (isSpecific(labelledValue) && !isTaken(labelledValue, roles))
          this.addUnused({ text: labelledValueText(labelledValue), kind: 'unclear' });
      for (const demand of this.#demands)
        this.addUnused({ text: demandText(demand), kind: 'unclear' });
    }
    return roles.map((role) => ({ ...role, demands: distinct(role.demands) }));
  }

  unused(): readonly Unused[] {
    return [...this.#unused.values()];
  }

  /**
   * Returns `role` with the fields that only `more` has. If both have a field, the value of `role`
   * is used.
   */
  #merged(role: PastedRole, more: PastedRole): PastedRole {
    const fields: Record<string, unknown> = { ...more.fields };
    for (const [name, value] of Object.entries(role.fields)) {
      if (value === undefined) continue;
      const other = fields[name];
      if (other !== undefined && JSON.stringify(other) !== JSON.stringify(value)) {
        this.addUnused({ text: textOf(name, other), kind: 'differs' });
      }
      fields[name] = value;
    }
    return {
      kind: FIRST_KIND,
      from: role.from === 'arn' ? more.from : role.from,
      name: role.name ?? more.name,
      fields: { ...(fields as Partial<PastedFields>), roleArn: role.fields.roleArn },
      skipped: [...new Set([...role.skipped, ...more.skipped])],
      demands: [...role.demands, ...more.demands],
    };
  }

  #withLooseValues(role: PastedRole): PastedRole {
    const demanded = {
      ...roleWithArn(role.fields.roleArn),
      fields: { ...fieldsOf(this.#demands), roleArn: role.fields.roleArn },
    };
    const withDemands = this.#merged(role, { ...demanded, demands: this.#demands });
    return this.#withLabelledValues(withDemands, this.#unassigned);
  }

  /** Returns the role with these values. If a field has several values, none of them is used. */
  #withLabelledValues(role: PastedRole, labelledValues: readonly LabelledValue[]): PastedRole {
    const given: Record<string, unknown> = {};
    for (const field of new Set(labelledValues.map((labelledValue) => labelledValue.field))) {
      if (field === 'account' || field === 'roleName') continue;
      const values = [
        ...new Set(
          labelledValues
            .filter((labelledValue) => labelledValue.field === field)
            .map(({ value }) => value),
        ),
      ];
      if (values.length === 1) given[field] = values[0];
      else
        for (const value of values)
          this.addUnused({ text: labelledValueText({ field, value }), kind: 'several' });
    }
    const demands: readonly Demand[] =
      given['mfa'] === undefined ? [] : [{ kind: 'mfa', maxAgeSeconds: null }];
    delete given['mfa'];
    const more = {
      ...roleWithArn(role.fields.roleArn),
      fields: { ...given, roleArn: role.fields.roleArn },
      demands,
    };
    const merged = this.#merged(role, more);
    return { ...merged, from: role.from };
  }
}

export function roleWithArn(roleArn: string): PastedRole {
  return {
    kind: FIRST_KIND,
    from: 'arn',
    name: null,
    fields: { roleArn },
    skipped: [],
    demands: [],
  };
}

/**
 * Returns false for an account, a region, a duration or a bare role name, which occur in many texts
 * without a role.
 */
function isSpecific({ field }: LabelledValue): boolean {
  return (
    field !== 'account' && field !== 'roleName' && field !== 'region' && field !== 'durationSeconds'
  );
}

/**
 * Returns true if one of the roles already has this value. This happens if an alias in YAML
 * repeats the value.
 */
function isTaken({ field, value }: LabelledValue, roles: readonly PastedRole[]): boolean {
  return roles.some(({ fields }) => (fields as Record<string, unknown>)[field] === value);
}

function textOf(name: string, value: unknown): string {
  const label = name in NAMES ? NAMES[name as LabelField] : name;
  return `${label} ${typeof value === 'string' ? value : JSON.stringify(value)}`;
}

function demandText(demand: Demand): string {
  switch (demand.kind) {
    case 'mfa':
      return 'MFA required';
    case 'tag':
      return `tag ${demand.key} ${demand.values.join(', ')}`;
    case 'other':
      return demand.text;
    default:
      return `${DEMANDED[demand.kind]} ${demand.values.join(', ')}`;
  }
}

const DEMANDED = {
  'external-id': 'external ID',
  'session-name': 'session name',
  'source-identity': 'source identity',
} as const;

function distinct(demands: readonly Demand[]): readonly Demand[] {
  return [...new Map(demands.map((demand) => [JSON.stringify(demand), demand])).values()];
}
