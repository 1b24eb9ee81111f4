/* Unpack the columns that maps/payload.py packs: base64, deflate, then one loop per column. */
(function (sm) {
  'use strict';

  /** The integer that stands for a missing value. */
  sm.MISSING = -2147483648;

  const LINE_BREAK = 10;
  const MANY = 50000;
  const SLICE = 1 << 20;

  function bytesOf(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
    return bytes;
  }

  /* Bytes given to the stream directly: a Blob would travel through the browser's other process. */
  async function inflated(text) {
    const { readable, writable } = new DecompressionStream('deflate');
    const [[parts, size]] = await Promise.all([
      drained(readable.getReader()), feed(writable.getWriter(), bytesOf(text)),
    ]);
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  /* A slice at a time, so that a frame may come between two. */
  async function feed(writer, bytes) {
    for (let at = 0; at < bytes.length; at += SLICE) {
      await writer.write(bytes.subarray(at, at + SLICE));
      if (at + SLICE < bytes.length) await sm.pause();
    }
    await writer.close();
  }

  async function drained(reader) {
    const parts = [];
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return [parts, size];
      parts.push(value);
      size += value.length;
    }
  }

  function integers(bytes, rows) {
    const values = new Int32Array(rows);
    let value = 0;
    for (let i = 0; i < rows; i += 1) {
      value =
        (value +
          (bytes[i] |
            (bytes[rows + i] << 8) |
            (bytes[2 * rows + i] << 16) |
            (bytes[3 * rows + i] << 24))) |
        0;
      values[i] = value;
    }
    return values;
  }

  function codes(bytes, rows, width) {
    const values = width === 1 ? bytes : width === 2 ? new Uint16Array(rows) : new Uint32Array(rows);
    if (width === 1) return values;
    for (let plane = 0; plane < width; plane += 1) {
      for (let i = 0; i < rows; i += 1) values[i] |= bytes[plane * rows + i] << (8 * plane);
    }
    return values;
  }

  /** JSON-like values, one per row; they stay bytes until somebody reads them. */
  class Texts {
    #starts = null;
    #codes = null;

    constructor(bytes, meta) {
      this.bytes = bytes.subarray(0, meta.size);
      this.rest = bytes.subarray(meta.size);
      this.meta = meta;
      this.decoder = new TextDecoder();
    }

    /* Number of the line of each row; null: every row has its own. */
    get codes() {
      const { rows, width } = this.meta;
      if (width) this.#codes ??= codes(this.rest, rows, width);
      return this.#codes;
    }

    get starts() {
      this.#starts ??= this.lineStarts();
      return this.#starts;
    }

    lineStarts() {
      const starts = [0];
      let at = this.bytes.indexOf(LINE_BREAK);
      while (at >= 0) {
        starts.push(at + 1);
        at = this.bytes.indexOf(LINE_BREAK, at + 1);
      }
      starts.push(this.bytes.length + 1);
      return Uint32Array.from(starts);
    }

    /** How many lines there are: distinct values, or rows. */
    get lines() {
      return this.starts.length - 1;
    }

    lineOf(row) {
      return this.codes?.[row] ?? row;
    }

    /** The JSON text of a line. */
    line(number) {
      const end = this.starts[number + 1] - 1;
      return this.decoder.decode(this.bytes.subarray(this.starts[number], end));
    }

    /** The value of a row; undefined if missing. */
    at(row) {
      const text = this.line(this.lineOf(row));
      return text === '' ? undefined : JSON.parse(text);
    }
  }

  function column(bytes, meta) {
    if (meta.kind === 'int') return integers(bytes, meta.rows);
    if (meta.kind === 'byte') return bytes.slice(0, meta.rows);
    return new Texts(bytes, meta);
  }

  function length(meta) {
    if (meta.kind === 'int') return 4 * meta.rows;
    return meta.kind === 'byte' ? meta.rows : meta.size + meta.rows * meta.width;
  }

  /* What lies beside the page: a script that calls strikemap.beside, because a page opened from
     a file may fetch nothing. */
  const besides = new Promise((resolve, reject) => {
    const { file, digest } = sm.data.beside ?? {};
    const fail = () => reject(new Error(sm.word('data_missing', { file })));
    sm.beside = (other, blocks) => (other === digest ? resolve(blocks) : fail());
    document.addEventListener('error', ({ target }) => {
      if (target.id === 'strikemap-beside') fail();
    }, true);
  });
  besides.catch(() => {});

  const whole = new Promise((done) => {
    document.addEventListener('DOMContentLoaded', done, { once: true });
  });

  /* What is not asked for at once stands behind the scripts, and is there once something follows. */
  async function found(name) {
    const id = `strikemap-${name}`;
    const isIn = document.readyState !== 'loading' || document.getElementById(id)?.nextElementSibling;
    if (!isIn) await whole;
    return document.getElementById(id);
  }

  /** The text of a block, taken out of the page, which need not hold it twice. */
  async function taken(name) {
    const holder = await found(name);
    if (!holder) return (await besides)[name];
    const text = holder.textContent;
    holder.remove();
    return text;
  }

  /* A message comes as soon as the browser has done what waits; a timer of many comes late. */
  const { port1, port2 } = new MessageChannel();
  const waiting = [];
  port1.addEventListener('message', () => waiting.shift()());
  port1.start();
  const LONG_MS = 10;
  let since = 0;

  /** Let the browser paint and answer, if the work since the last time was long. */
  sm.pause = async () => {
    if (performance.now() - since < LONG_MS) return;
    await new Promise((done) => {
      waiting.push(done);
      port2.postMessage(null);
    });
    since = performance.now();
  };

  /* Blocks before the scripts inflate while the scripts after this one are still read, unless
     they are large; a fault is told by whoever asks for the block. */
  const SMALL = 2000000;
  const early = new Map();
  for (const holder of document.querySelectorAll('script[type="text/plain"]')) {
    if (holder.textContent.length > SMALL) continue;
    const name = holder.id.replace('strikemap-', '');
    early.set(name, taken(name).then(inflated));
    early.get(name).catch(() => {});
  }

  /** Whether a block has been on its way since before the page was put together. */
  sm.comesEarly = (name) => early.has(name);

  /** Read the columns of a block, by name; between two columns the page can answer. */
  sm.unpack = async (name, sections) => {
    const bytes = await (early.get(name) ?? taken(name).then(inflated));
    early.delete(name);
    const columns = {};
    let start = 0;
    for (const meta of sections) {
      columns[meta.name] = column(bytes.subarray(start, start + length(meta)), meta);
      start += length(meta);
      if (meta.rows > MANY) await sm.pause();
    }
    return columns;
  };
})(strikemap);
