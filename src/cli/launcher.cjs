#!/usr/bin/env node
// An old Node must be able to parse this file, so that the file can report the required version.
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
  load(process.argv.slice(2));
} else {
  process.stderr.write(
    'rolekeeper needs Node ' +
      needed.join('.') +
      ' or newer; this is Node ' +
      process.versions.node +
      '.\n',
  );
  process.exitCode = 1;
}

// `status --prompt` has its own small program, because a shell waits for it (ADR 0011). If that
// program throws, which is a bug, the main program runs the command again and reports the bug.
function load(words) {
  var program = isPrompt(words) ? './prompt.cjs' : './start.cjs';
  try {
    require(program);
  } catch (error) {
    if (program === './start.cjs') throw error;
    require('./start.cjs');
  }
}

// True for `status --prompt`, with or without the name of a role.
function isPrompt(words) {
  var names = words.slice(1).filter(function (word) {
    return word !== '--prompt';
  });
  var isWhole = words[0] === 'status' && words.length === names.length + 2 && names.length < 2;
  return isWhole && !/^-/.test(names[0] || '');
}
