// A picture with few colours, as a small PNG: no package is needed to write one.

import { deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 16;

/// The chunks of a PNG: names with their data.
const chunks = (png) => {
  const all = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    all.push([png.toString("latin1", at + 4, at + 8), png.subarray(at + 8, at + 8 + length)]);
    at += length + 12;
  }
  return all;
};

const paeth = (a, b, c) => {
  const [x, y, z] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return x <= y && x <= z ? a : y <= z ? b : c;
};

/// The pixels of a PNG of 8 bits a channel, as browsers write it.
const pixels = (png) => {
  const all = chunks(png);
  const head = all[0][1];
  const [width, height, depth, kind] = [head.readUInt32BE(0), head.readUInt32BE(4), head[8], head[9]];
  if (depth !== 8 || (kind !== 2 && kind !== 6)) throw new Error(`a PNG of kind ${kind}, ${depth} bits`);
  const channels = kind === 2 ? 3 : 4;
  const data = inflateSync(Buffer.concat(all.filter(([name]) => name === "IDAT").map(([, part]) => part)));
  const line = width * channels;
  const out = Buffer.alloc(line * height);
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (line + 1)];
    for (let x = 0; x < line; x += 1) {
      const left = x < channels ? 0 : out[y * line + x - channels];
      const above = y === 0 ? 0 : out[(y - 1) * line + x];
      const corner = x < channels || y === 0 ? 0 : out[(y - 1) * line + x - channels];
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
      out[y * line + x] = data[y * (line + 1) + 1 + x] + guess;
    }
  }
  return { width, height, channels, out };
};

const distance = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;

/// The colours that stand for most pixels: each next one is that which the ones before serve
/// worst, by its pixels and its distance from them.
const palette = (counts) => {
  const colours = [...counts].map(([key, count]) => ({ rgb: [key >> 16, (key >> 8) & 255, key & 255], count, far: 1 << 18 }));
  const chosen = [];
  while (chosen.length < COLOURS && colours.some((it) => it.far > 0)) {
    const next = colours.reduce((a, b) => (b.far * Math.sqrt(b.count) > a.far * Math.sqrt(a.count) ? b : a));
    chosen.push(next.rgb);
    for (const it of colours) it.far = Math.min(it.far, distance(it.rgb, next.rgb));
  }
  return chosen;
};

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let crc = n;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

const chunk = (name, data) => {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const crc = body.reduce((all, byte) => CRC[(all ^ byte) & 255] ^ (all >>> 8), 0xffffffff);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return Buffer.concat([length, body, sum]);
};

/// The PNG with at most 16 colours.
export const reduced = (png) => {
  const { width, height, channels, out } = pixels(png);
  const key = (at) => (out[at] << 16) | (out[at + 1] << 8) | out[at + 2];
  const counts = new Map();
  for (let at = 0; at < out.length; at += channels) counts.set(key(at), (counts.get(key(at)) || 0) + 1);
  const colours = palette(counts);
  const nearest = new Map([...counts.keys()].map((it) => {
    const far = colours.map((rgb) => distance(rgb, [it >> 16, (it >> 8) & 255, it & 255]));
    return [it, far.indexOf(Math.min(...far))];
  }));
  const line = Math.ceil(width / 2) + 1;
  const rows = Buffer.alloc(line * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const index = nearest.get(key((y * width + x) * channels));
      rows[y * line + 1 + (x >> 1)] |= x & 1 ? index : index << 4;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Four bits a pixel, each the number of a colour.
  head.set([4, 3, 0, 0, 0], 8);
  const parts = [["IHDR", head], ["PLTE", Buffer.from(colours.flat())], ["IDAT", deflateSync(rows, { level: 9 })], ["IEND", Buffer.alloc(0)]];
  return Buffer.concat([SIGNATURE, ...parts.map(([name, data]) => chunk(name, data))]);
};
