#!/usr/bin/env node
// The one file that an older Node must be able to read, so that it can say what it lacks. Copied as it is by the build.
'use strict';

var needed = [22, 13];
var found = process.versions.node.split('.').map(Number);

if (found[0] > needed[0] || (found[0] === needed[0] && found[1] >= needed[1])) {
  import('./start.mjs');
} else {
  process.stderr.write(
    'rolekeeper needs Node ' + needed.join('.') + ' or newer; this is ' + process.versions.node + '.\n',
  );
  process.exitCode = 1;
}
