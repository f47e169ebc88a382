'use strict';
// A stand-in for @napi-rs/keyring: its entries are files in the folder KEYRING_STAND_IN. The file
// `state` there says what the keychain does: open, locked, missing or silent.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const folder = process.env.KEYRING_STAND_IN;
const state = () =>
  existsSync(join(folder, 'state')) ? readFileSync(join(folder, 'state'), 'utf8') : 'open';

class AsyncEntry {
  constructor(service, account, options) {
    if (options.linux.store !== 'secret-service') throw new Error('the kernel keyring');
    if (state() === 'missing') throw new Error('Platform failure: no session bus');
    // Blocks as the library does if the session bus accepts a connection but never answers.
    if (state() === 'silent') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    this.file = join(folder, `${service} ${account}`);
  }

  getPassword() {
    if (state() === 'locked') return Promise.reject(new Error('unlock prompt was dismissed'));
    return Promise.resolve(existsSync(this.file) ? readFileSync(this.file, 'utf8') : null);
  }

  setPassword(password) {
    writeFileSync(this.file, password);
    return Promise.resolve();
  }
}

module.exports = { AsyncEntry };
