import { PNG } from 'pngjs';

/**
 * Returns a Windows icon (Microsoft, "The format of icon resources"). It has 32-bit bitmaps, which
 * every reader supports, and a PNG for 256 pixels, like the icons of Windows.
 */
export function ico(images: readonly { readonly size: number; readonly png: Buffer }[]): Buffer {
  const bodies = images.map(({ size, png }) => (size < 256 ? bitmap(png) : png));
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  for (const [index, { size }] of images.entries()) {
    const length = bodies[index]?.length ?? 0;
    const at = 6 + 16 * index;
    // 0 means 256.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += length;
  }
  return Buffer.concat([header, ...bodies]);
}

/**
 * Returns a BITMAPINFOHEADER, then BGRA pixels from the bottom row up, then the 1-bit transparency
 * mask with rows padded to 4 bytes.
 */
function bitmap(png: Buffer): Buffer {
  const { width, height, data } = PNG.sync.read(png);
  const maskStride = Math.ceil(width / 32) * 4;
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(width, 4);
  header.writeInt32LE(2 * height, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  header.writeUInt32LE(4 * width * height + maskStride * height, 20);
  const pixels = Buffer.alloc(4 * width * height);
  const mask = Buffer.alloc(maskStride * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = 4 * (y * width + x);
      const row = height - 1 - y;
      const to = 4 * (row * width + x);
      const alpha = data.readUInt8(from + 3);
      pixels.writeUInt8(data.readUInt8(from + 2), to);
      pixels.writeUInt8(data.readUInt8(from + 1), to + 1);
      pixels.writeUInt8(data.readUInt8(from), to + 2);
      pixels.writeUInt8(alpha, to + 3);
      if (alpha !== 0) continue;
      const byte = row * maskStride + (x >> 3);
      mask.writeUInt8(mask.readUInt8(byte) | (0x80 >> (x & 7)), byte);
    }
  }
  return Buffer.concat([header, pixels, mask]);
}
