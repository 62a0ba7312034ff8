// Runs beside the page, where sound is never late: cuts what the microphone hears into chunks of 16-bit samples.
"use strict";

const CHUNK_SECONDS = 0.1;

class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.chunk = new Int16Array(Math.round(sampleRate * CHUNK_SECONDS));
    this.filled = 0;
  }

  process(inputs) {
    const samples = inputs[0][0];
    if (!samples) return true; // the microphone is not connected (yet)
    for (const sample of samples) {
      this.chunk[this.filled++] = Math.round(Math.max(-1, Math.min(1, sample)) * 32767);
      if (this.filled === this.chunk.length) {
        this.port.postMessage(this.chunk.buffer.slice(0));
        this.filled = 0;
      }
    }
    return true;
  }
}

registerProcessor("microphone", Microphone);
