/**
 * Matches CSI sequences, the strings of OSC, DCS, SOS, PM and APC, and all other escape sequences
 * of terminals (ECMA-48). Matching takes linear time, unlike with Node's own pattern.
 */
export const TERMINAL_SEQUENCES =
  /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|(?:\u001B[\]PX^_]|[\u0090\u0098\u009D-\u009F])[^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C)?|\u001B[ -/]*[0-~]?/gu;
