// Runs the demo as `npm run demo` does on a desktop, with a stand-in for Electron and with
// sessions of 9 seconds.
import { fileURLToPath } from 'node:url';
import { runDemo } from '../../../demo/run-demo.ts';

const driver = fileURLToPath(new URL('../../support/electron-stand-in/driver.ts', import.meta.url));
const main = fileURLToPath(new URL('../../../src/main/index.ts', import.meta.url));
process.exitCode = await runDemo(
  9,
  { kind: 'application', command: [process.execPath, driver, main] },
  process.platform,
);
