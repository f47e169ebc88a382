import type { CDPSession, Page } from 'playwright-core';

/** A node of Chromium's accessibility tree, which screen readers get. */
interface AxNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: { readonly value?: unknown };
  readonly name?: { readonly value?: unknown };
  readonly description?: { readonly value?: unknown };
  readonly properties?: readonly { readonly name: string; readonly value: AxValue }[];
  readonly childIds?: readonly string[];
  readonly parentId?: string;
}

interface AxValue {
  readonly value?: unknown;
}

/** What a screen reader gets at a moment: the control with the focus, and the live regions. */
export interface Spoken {
  /** Role, name, states and description. */
  readonly focus: string;
  /** The texts of all live regions that have one, in the order of the page. */
  readonly live: readonly string[];
}

/** Returns a function that returns what a screen reader gets from the page at that moment. */
export async function screenReaderOf(page: Page): Promise<() => Promise<Spoken>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Accessibility.enable');
  return () => spokenIn(session);
}

async function spokenIn(session: CDPSession): Promise<Spoken> {
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as {
    readonly nodes: readonly AxNode[];
  };
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const focused = nodes.filter(
    (node) => property(node, 'focused') === true && text(node.role) !== 'RootWebArea',
  );
  const live = nodes
    .filter((node) => !node.ignored && isLive(node) && !isInLive(node, byId))
    .map((node) => textUnder(node, byId))
    .filter((said) => said !== '');
  return { focus: focused.map(describe).join(' / '), live };
}

const STATES: Readonly<Record<string, (value: unknown) => string | null>> = {
  checked: (value) => (value === 'true' || value === true ? 'on' : 'off'),
  expanded: (value) => (value === true ? 'expanded' : 'collapsed'),
  required: (value) => (value === true ? 'required' : null),
  invalid: (value) => (value === 'true' ? 'invalid' : null),
  disabled: (value) => (value === true ? 'unavailable' : null),
};

function describe(node: AxNode): string {
  const states = Object.entries(STATES).flatMap(([name, say]) => {
    const value = property(node, name);
    const said = value === undefined ? null : say(value);
    return said === null ? [] : [said];
  });
  const description = text(node.description);
  return [
    `${text(node.role)} “${text(node.name)}”`,
    ...states,
    ...(description === '' ? [] : [`“${description}”`]),
  ].join(', ');
}

/**
 * Returns true if the node is inside another live region, which announces the text of the node too.
 */
function isInLive({ parentId }: AxNode, byId: ReadonlyMap<string, AxNode>): boolean {
  const parent = parentId === undefined ? undefined : byId.get(parentId);
  return parent !== undefined && (isLive(parent) || isInLive(parent, byId));
}

function isLive(node: AxNode): boolean {
  const live = property(node, 'live');
  return live === 'polite' || live === 'assertive';
}

function textUnder(node: AxNode, byId: ReadonlyMap<string, AxNode>): string {
  if (text(node.role) === 'StaticText') return text(node.name);
  return (node.childIds ?? [])
    .flatMap((id) => byId.get(id) ?? [])
    .map((child) => textUnder(child, byId))
    .filter((said) => said !== '')
    .reduce((before, said) => before + (isOneText(before, said) ? '' : ' ') + said, '')
    .trim();
}

/**
 * Returns true if both texts are parts of one long value, which the page divides so that a line can
 * break there.
 */
function isOneText(before: string, said: string): boolean {
  return /[:/\\]$/.test(before) && /^\S/.test(said);
}

function property(node: AxNode, name: string): unknown {
  return node.properties?.find((one) => one.name === name)?.value.value;
}

function text(value: AxValue | undefined): string {
  return typeof value?.value === 'string' ? value.value : '';
}
