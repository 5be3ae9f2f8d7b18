"use strict";

/*
 * Standard MIDI files: read in format 0 and 1, as phasewright play reads them: tempo changes and the sustain pedal are heeded, and
 * a note's amplitude goes with the squares of its velocity, its channel's volume and expression (RP-016). Written in format 1.
 */
(function () {
  const MOST_BYTES = 4 << 20;
  const MOST_EVENTS = 400000;
  const MOST_NOTES = 40000;
  const MOST_SECONDS = 1200;
  const USUAL_TEMPO = 500000;

  /** Bytes in their order; whoever asks for more than there are is told. */
  class Reader {
    constructor(bytes, at, end) {
      this.bytes = bytes;
      this.at = at;
      this.end = end;
    }

    byte() {
      if (this.at >= this.end) {
        throw new Error("it is cut off or damaged; export it again");
      }
      return this.bytes[this.at++];
    }

    number(count) {
      let value = 0;
      for (let i = 0; i < count; i++) {
        value = value * 256 + this.byte();
      }
      return value;
    }

    text(count) {
      return Array.from({ length: count }, () => String.fromCharCode(this.byte())).join("");
    }

    /** A number in as many bytes of seven bits as it takes, four at most. */
    variable() {
      let value = 0;
      for (let i = 0; i < 4; i++) {
        const byte = this.byte();
        value = value * 128 + (byte & 127);
        if (byte < 128) {
          return value;
        }
      }
      throw new Error("it is damaged; export it again");
    }

    /** A piece of the bytes that follow. */
    piece(length) {
      if (length > this.end - this.at) {
        throw new Error("it is cut off or damaged; export it again");
      }
      this.at += length;
      return new Reader(this.bytes, this.at - length, this.at);
    }
  }

  /** The events of a track, with the ticks at which they are. */
  function track(reader, into) {
    let tick = 0;
    let status = 0;
    while (reader.at < reader.end) {
      tick += reader.variable();
      if (into.length >= MOST_EVENTS) {
        throw new Error("it has more than " + MOST_EVENTS.toLocaleString("en") + " events, which is no music; take a part of it");
      }
      let first = reader.byte();
      if (first === 0xFF) {
        const kind = reader.byte();
        const data = reader.piece(reader.variable());
        if (kind === 0x51 && data.end - data.at === 3) {
          into.push({ tick: tick, tempo: data.number(3) });
        } else if (kind === 0x2F) {
          return;
        }
      } else if (first === 0xF0 || first === 0xF7) {
        reader.piece(reader.variable());
      } else {
        if (first < 0x80) {
          if (status === 0) {
            throw new Error("it is damaged; export it again");
          }
        } else {
          status = first;
          first = reader.byte();
        }
        const kind = status & 0xF0;
        const second = kind === 0xC0 || kind === 0xD0 ? 0 : reader.byte();
        if (status >= 0xF0 || first > 127 || second > 127) {
          throw new Error("it is damaged; export it again");
        }
        into.push({ tick: tick, kind: kind, channel: status & 15, first: first, second: second });
      }
    }
  }

  function square(value) {
    return value * value / 16129;
  }

  /** One channel: keys that are held, and what the pedal holds. */
  class Channel {
    constructor(number, notes) {
      this.number = number;
      this.notes = notes;
      this.held = new Map();
      this.sustained = [];
      this.pedal = false;
      this.volume = 100;
      this.expression = 127;
    }

    strike(key, velocity, at) {
      const all = this.held.get(key) || [];
      all.push({ key: key, from: at, velocity: velocity, gain: square(velocity) * square(this.volume) * square(this.expression) });
      this.held.set(key, all);
    }

    letGo(key, at) {
      const oldest = (this.held.get(key) || []).shift();
      if (oldest && this.pedal) {
        this.sustained.push(oldest);
      } else if (oldest) {
        this.end(oldest, at);
      }
    }

    end(note, at) {
      if (note.gain > 0) {
        if (this.notes.length >= MOST_NOTES) {
          throw new Error("it has more than " + MOST_NOTES.toLocaleString("en") + " notes; take a part of it");
        }
        this.notes.push({ channel: this.number, key: note.key, from: note.from, to: at, velocity: note.velocity, gain: note.gain });
      }
    }

    press(down, at) {
      this.pedal = down;
      if (!down) {
        this.sustained.splice(0).forEach((note) => this.end(note, at));
      }
    }

    silence(at) {
      this.sustained.splice(0).forEach((note) => this.end(note, at));
      this.held.forEach((all) => all.splice(0).forEach((note) => this.end(note, at)));
    }

    control(number, value, at) {
      if (number === 7) {
        this.volume = value;
      } else if (number === 11) {
        this.expression = value;
      } else if (number === 64) {
        this.press(value >= 64, at);
      } else if (number === 120) {
        this.silence(at);
      } else if (number === 121) {
        this.expression = 127;
        this.press(false, at);
      } else if (number === 123) {
        this.held.forEach((all, key) => { while (all.length > 0) { this.letGo(key, at); } });
      }
    }
  }

  /**
   * The notes of a file in the order in which they begin, each with its channel from 0, key, seconds from and to, velocity
   * and gain. Throws an error that says what is the matter.
   */
  function read(bytes) {
    if (bytes.length > MOST_BYTES) {
      throw new Error("it is larger than " + (MOST_BYTES >> 20) + " MB, which no music is; take another file");
    }
    const file = new Reader(bytes, 0, bytes.length);
    if (bytes.length < 14 || file.text(4) !== "MThd") {
      throw new Error("it is no MIDI file, which begins with MThd; take one that ends in .mid");
    }
    const head = file.piece(file.number(4));
    if (head.number(2) > 1) {
      throw new Error("it holds songs that do not belong together (format 2); export one of them");
    }
    let left = head.number(2);
    const division = head.number(2);
    if (division === 0) {
      throw new Error("it is damaged; export it again");
    }
    // Ticks of a quarter note, or frames a second and ticks of a frame.
    const frames = division >= 0x8000 ? 256 - (division >> 8) : 0;
    const events = [];
    while (left > 0) {
      const name = file.text(4);
      const piece = file.piece(file.number(4));
      if (name === "MTrk") {
        track(piece, events);
        left--;
      }
    }
    events.sort(function (a, b) { return a.tick - b.tick; });
    return notes(events, function (tempo) {
      return frames ? 1 / ((frames === 29 ? 29.97 : frames) * (division & 255)) : tempo * 1e-6 / division;
    });
  }

  function notes(events, secondsPerTick) {
    const found = [];
    const channels = Array.from({ length: 16 }, function (_, i) { return new Channel(i, found); });
    let each = secondsPerTick(USUAL_TEMPO);
    let tick = 0;
    let at = 0;
    events.forEach(function (event) {
      at += (event.tick - tick) * each;
      tick = event.tick;
      const channel = channels[event.channel];
      if (event.tempo !== undefined) {
        each = secondsPerTick(event.tempo);
      } else if (event.kind === 0x90 && event.second > 0) {
        channel.strike(event.first, event.second, at);
      } else if (event.kind === 0x80 || event.kind === 0x90) {
        channel.letGo(event.first, at);
      } else if (event.kind === 0xB0) {
        channel.control(event.first, event.second, at);
      }
    });
    channels.forEach(function (channel) { channel.silence(at); });
    found.sort(function (a, b) { return a.from - b.from || a.channel - b.channel || a.key - b.key; });
    if (found.length === 0) {
      throw new Error("it has no notes; take another file");
    }
    if (!(at <= MOST_SECONDS)) {
      throw new Error("it is longer than " + MOST_SECONDS / 60 + " minutes; take a part of it");
    }
    return found;
  }

  const TICKS = 480;

  /** A number in as many bytes of seven bits as it takes. */
  function variable(value) {
    const bytes = [value & 127];
    for (let rest = value >> 7; rest > 0; rest >>= 7) {
      bytes.unshift(rest & 127 | 128);
    }
    return bytes;
  }

  /** A number in so many bytes. */
  function bytesOf(value, count) {
    return Array.from({ length: count }, function (_, i) { return value >> 8 * (count - 1 - i) & 255; });
  }

  function chunk(name, bytes) {
    return Array.from(name, function (letter) { return letter.charCodeAt(0); }).concat(bytesOf(bytes.length, 4), bytes);
  }

  /** A track of events {tick, bytes}, which ends at a tick. */
  function trackOf(events, end) {
    let tick = 0;
    const bytes = events.concat({ tick: end, bytes: [0xFF, 0x2F, 0] }).reduce(function (all, event) {
      all.push.apply(all, variable(event.tick - tick).concat(event.bytes));
      tick = event.tick;
      return all;
    }, []);
    return chunk("MTrk", bytes);
  }

  /**
   * A file of format 1, four quarters to a bar.
   * @param {number} tempo quarters a minute
   * @param {number} beats how long it is, in quarters
   * @param {{name: string, channel: number, notes: {key: number, velocity: number, from: number, to: number}[]}[]} tracks with
   *     channels counted from 0, and notes in quarters
   * @returns {Uint8Array} its bytes
   */
  function write(tempo, beats, tracks) {
    const end = Math.round(TICKS * beats);
    const all = [trackOf([
      { tick: 0, bytes: [0xFF, 0x51, 3].concat(bytesOf(Math.round(6e7 / tempo), 3)) },
      { tick: 0, bytes: [0xFF, 0x58, 4, 4, 2, 24, 8] },
    ], end)].concat(tracks.map(function (track) {
      const name = Array.from(new TextEncoder().encode(track.name));
      const events = track.notes.flatMap(function (note) {
        const from = clampTick(note.from, end - 1);
        return [{ tick: from, order: 1, bytes: [0x90 | track.channel, note.key, note.velocity] },
          { tick: Math.max(from + 1, clampTick(note.to, end)), order: 0, bytes: [0x80 | track.channel, note.key, 64] }];
      });
      // What ends makes room for what begins.
      events.sort(function (a, b) { return a.tick - b.tick || a.order - b.order; });
      return trackOf([{ tick: 0, bytes: [0xFF, 3].concat(variable(name.length), name) }].concat(events), end);
    }));
    return new Uint8Array(chunk("MThd", bytesOf(1, 2).concat(bytesOf(all.length, 2), bytesOf(TICKS, 2))).concat(...all));
  }

  function clampTick(beat, last) {
    return Math.min(Math.round(TICKS * beat), last);
  }

  Phasewright.midi = { read: read, write: write };
})();
