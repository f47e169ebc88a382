/**
 * The PNG entries of a macOS icon and their sizes in pixels, as `iconutil` names them
 * (icon_16x16@2x is ic11, icon_512x512@2x is ic10).
 */
export const icnsEntries = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
] as const;

/**
 * Returns a macOS icon: `icns` and its length, then type, length and bytes of each entry,
 * big-endian.
 */
export function icns(draw: (size: number) => Buffer): Buffer {
  const entries = icnsEntries.map(([type, size]) => chunk(type, draw(size)));
  return chunk('icns', Buffer.concat(entries));
}

function chunk(type: string, body: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.write(type, 0, 'latin1');
  header.writeUInt32BE(8 + body.length, 4);
  return Buffer.concat([header, body]);
}
