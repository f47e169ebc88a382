import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';

// Gives a script `process.parentPort`, as in a utility process of Electron.
const port = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown) => process.send?.(message),
});
process.on('message', (data) => port.emit('message', { data }));
Object.assign(process, { parentPort: port });
await import(pathToFileURL(process.argv[2] ?? '').href);
