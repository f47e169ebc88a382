// Runs the demo as on a desktop, with sessions of 9 seconds. A program of the tests takes the place
// of Electron.
import { fileURLToPath } from 'node:url';
import { runDemo } from '../../../demo/run-demo.ts';

const driver = fileURLToPath(new URL('../../support/electron-stand-in/driver.ts', import.meta.url));
const main = fileURLToPath(new URL('../../../src/main/index.ts', import.meta.url));
process.exitCode = await runDemo(
  9,
  { kind: 'application', command: [process.execPath, driver, main] },
  process.platform,
);
