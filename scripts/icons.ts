// `npm run icons`: draws every icon in assets/ from tray.svg and app.svg.
// test/tooling/icons.test.ts compares the committed files with the result.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { onlyHelp } from '../demo/with-help.ts';
import { drawIcons } from './icons/draw-icons.ts';

onlyHelp(['Usage: npm run icons', '', 'Draws every icon in assets/ from tray.svg and app.svg.']);
const assets = join(import.meta.dirname, '..', 'assets');
const icons = await drawIcons(assets);
for (const [name, bytes] of icons) {
  await mkdir(dirname(join(assets, name)), { recursive: true });
  await writeFile(join(assets, name), bytes);
}
console.log(`${icons.size} icons drawn into ${assets}`);
