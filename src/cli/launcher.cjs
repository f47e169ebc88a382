#!/usr/bin/env node
// The one file that an older Node must be able to read, so that it can say what it lacks. Copied as it is by the build.
'use strict';

var needed = [22, 13];
var found = process.versions.node.split('.').map(Number);

if (found[0] > needed[0] || (found[0] === needed[0] && found[1] >= needed[1])) {
  var emitWarning = process.emitWarning;
  // Node 22 says on stderr that SQLite is experimental, at each start; every other warning stays.
  process.emitWarning = function (warning) {
    if (String(warning).indexOf('SQLite is an experimental feature') !== 0)
      emitWarning.apply(process, arguments);
  };
  require('./start.cjs');
} else {
  process.stderr.write(
    'rolekeeper needs Node ' +
      needed.join('.') +
      ' or newer; this is ' +
      process.versions.node +
      '.\n',
  );
  process.exitCode = 1;
}
