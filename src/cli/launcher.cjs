#!/usr/bin/env node
// The only file that an old Node must be able to parse, so that it can report the required version.
// The build copies it unchanged.
'use strict';

var needed = [22, 13];
var found = process.versions.node.split('.').map(Number);

if (found[0] > needed[0] || (found[0] === needed[0] && found[1] >= needed[1])) {
  var emitWarning = process.emitWarning;
  // Node 22 warns on stderr that SQLite is experimental, at each start. Other warnings stay.
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
