import type { Facts, MenuLine } from './electron-stand-in/commands.ts';
import type { SystemRequest } from './electron-stand-in/order.ts';
import { eventually, type MainSetup, type RunningMain, type StartOptions } from './running-main.ts';

export type System = 'darwin' | 'win32' | 'linux';

/**
 * Starts the tray application as on this system, with the stand-in for Electron. Waits for the tray
 * icon.
 */
export async function startedAs(
  setup: MainSetup,
  system: System,
  { args = [], ...more }: StartOptions = {},
): Promise<RunningMain> {
  const main = await setup.start({ ...more, args: [`--stand-in-system=${system}`, ...args] });
  await eventually(
    () => main.do.facts(),
    ({ trays }) => trays.length === 1,
  );
  return main;
}

export async function windowOf(main: RunningMain): Promise<Facts['windows'][number] | undefined> {
  return (await main.do.facts()).windows[0];
}

/** Waits until the panel is on the screen. */
export function untilShown(main: RunningMain): ReturnType<typeof windowOf> {
  return eventually(
    () => windowOf(main),
    (window) => window?.onScreen === true,
  );
}

/** Returns the requests of this kind that main has sent to the operating system. */
export async function systemRequestsOf(
  main: RunningMain,
  wanted: SystemRequest['what'],
): Promise<readonly unknown[]> {
  const { systemRequests } = await main.do.facts();
  return systemRequests.filter(({ what }) => what === wanted).map(({ facts }) => facts);
}

/** A message box that main has shown. */
export type MessageBox = Readonly<Record<'message' | 'detail' | 'isAttached', unknown>>;

/** Waits for the first message box. */
export async function firstMessageBox(main: RunningMain): Promise<MessageBox> {
  const boxes = await eventually(
    () => systemRequestsOf(main, 'dialog'),
    ({ length }) => length > 0,
  );
  return boxes[0] as MessageBox;
}

/** Returns the lines of the tray menu and of its submenus. */
export async function menuLines(main: RunningMain): Promise<readonly MenuLine[]> {
  return flat(await main.do.menu());
}

function flat(menu: readonly MenuLine[]): readonly MenuLine[] {
  return menu.flatMap((line) => [line, ...flat(line.items)]);
}

/** Waits for an enabled line whose ID ends in `end`, and clicks it. */
export async function clickLine(main: RunningMain, end: string): Promise<void> {
  const line = await eventually(
    async () => (await menuLines(main)).find(({ id, enabled }) => id.endsWith(end) && enabled),
    (found) => found !== undefined,
  );
  await main.do.click(line?.id ?? '');
}

/** Copies a role's environment with the tray menu. Returns the copied text. */
export async function copyEnvironment(main: RunningMain): Promise<string> {
  await clickLine(main, ':copy-environment');
  return eventually(
    () => main.do.clipboard(),
    (copied) => copied !== '',
  );
}

/** Adds the role `client-s3` and switches it on. Returns its ID. */
export async function addRoleSwitchedOn(setup: MainSetup, main: RunningMain): Promise<string> {
  const roleId = await setup.addRole(main, 'client-s3');
  await main.call('session', 'assume', { roleId, keep: true, takeOver: false });
  return roleId;
}
