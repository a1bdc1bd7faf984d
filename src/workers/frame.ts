/**
 * A snapshot as bytes: one frame is a header of sixteen 32-bit numbers, then the figures as 64-bit floats, then the
 * member flags. Frames lie one after another in one buffer that crosses the worker seam by transfer and goes back for
 * reuse. Everything read is checked first, so that a wrong buffer says so. Events travel beside the frames.
 *
 * The page takes the model's lists of columns and codes from here, never from the model.
 */
import { STAGE_FIGURES, WORLD_FIGURES, SITE_FIGURES, BUYER_FIGURES, FLOW_FIGURES } from "../sim/snapshot";
import type { Snapshot, StageFigures, WorldFigures } from "../sim/snapshot";
import type { SimEvent } from "../sim/events";
import type { FrameBatch } from "./api";

export {
  BUYER_FIGURES,
  FLOW_FIGURES,
  FLOW_KINDS,
  SITE_FIGURES,
  STAGE_FIGURES,
  STANCE_CODES,
  STATUS_CODES,
  WORLD_FIGURES,
} from "../sim/snapshot";

/** "LODE" in ASCII. */
export const FRAME_MAGIC = 0x4c4f4445;
export const FRAME_VERSION = 1;
const HEADER_INTS = 16;
const HEADER_BYTES = HEADER_INTS * 4;

/** Columns of the header after magic and version. */
const BYTES = 2;
const MONTH = 3;
const STAGES = 4;
const REGIONS = 5;
const PRICES = 6;
const SITES = 7;
const BUYERS = 8;
const FLOWS = 9;

/** What a buffer that is no frame is refused with. */
export class FrameError extends Error {}

/** Bytes that a snapshot takes as a frame, a multiple of eight. */
export function frameBytes(snapshot: Snapshot): number {
  const floats =
    snapshot.stages.length * STAGE_FIGURES.length +
    WORLD_FIGURES.length +
    snapshot.prices.length +
    snapshot.sites.length +
    snapshot.buyers.length +
    snapshot.flows.length;
  return HEADER_BYTES + floats * 8 + paddedTo8(snapshot.members.length);
}

/** Writes a snapshot at `offset` (a multiple of eight) and returns where the next frame may start. */
export function writeFrame(snapshot: Snapshot, buffer: ArrayBuffer, offset: number): number {
  const bytes = frameBytes(snapshot);
  if (offset % 8 !== 0) throw new FrameError(`frame offset is ${offset}; expected a multiple of 8`);
  if (offset + bytes > buffer.byteLength)
    throw new FrameError(`frame needs ${bytes} bytes at ${offset}; the buffer has ${buffer.byteLength}`);
  const header = new Int32Array(buffer, offset, HEADER_INTS);
  header.fill(0);
  header[0] = FRAME_MAGIC;
  header[1] = FRAME_VERSION;
  header[BYTES] = bytes;
  header[MONTH] = snapshot.month;
  header[STAGES] = snapshot.stages.length;
  header[REGIONS] = snapshot.members.length;
  header[PRICES] = snapshot.prices.length;
  header[SITES] = snapshot.sites.length;
  header[BUYERS] = snapshot.buyers.length;
  header[FLOWS] = snapshot.flows.length;

  const floats = new Float64Array(buffer, offset + HEADER_BYTES, (bytes - HEADER_BYTES) >> 3);
  let at = 0;
  for (const stage of snapshot.stages) for (const name of STAGE_FIGURES) floats[at++] = stage[name];
  for (const name of WORLD_FIGURES) floats[at++] = snapshot.world[name];
  for (const part of [snapshot.prices, snapshot.sites, snapshot.buyers, snapshot.flows]) {
    floats.set(part, at);
    at += part.length;
  }
  const flags = new Uint8Array(buffer, offset + HEADER_BYTES + at * 8, paddedTo8(snapshot.members.length));
  flags.fill(0);
  flags.set(snapshot.members);
  return offset + bytes;
}

/**
 * Reads the frame at `offset`. The arrays of the snapshot are views of the buffer, not copies; its events are empty.
 * Throws FrameError when the bytes are not a frame of this version.
 */
export function readFrame(buffer: ArrayBuffer, offset: number): { snapshot: Snapshot; next: number } {
  if (offset % 8 !== 0 || offset + HEADER_BYTES > buffer.byteLength)
    throw new FrameError(`no frame fits at byte ${offset} of ${buffer.byteLength}`);
  const header = new Int32Array(buffer, offset, HEADER_INTS);
  if (header[0] !== FRAME_MAGIC)
    throw new FrameError(`byte ${offset} holds ${header[0]}; expected the frame mark ${FRAME_MAGIC}`);
  if (header[1] !== FRAME_VERSION)
    throw new FrameError(`frame version is ${header[1]}; this page reads version ${FRAME_VERSION}`);

  const stageCount = header[STAGES]!;
  const regionCount = header[REGIONS]!;
  const lengths = [header[PRICES]!, header[SITES]!, header[BUYERS]!, header[FLOWS]!];
  const floatCount = stageCount * STAGE_FIGURES.length + WORLD_FIGURES.length + sum(lengths);
  const expected = HEADER_BYTES + floatCount * 8 + paddedTo8(regionCount);
  const bytes = header[BYTES]!;
  if (
    [stageCount, regionCount, ...lengths].some((length) => length < 0) ||
    bytes !== expected ||
    offset + bytes > buffer.byteLength
  )
    throw new FrameError(`frame says ${bytes} bytes; its parts take ${expected} of ${buffer.byteLength - offset} left`);
  if (
    lengths[1]! % SITE_FIGURES.length !== 0 ||
    lengths[2]! % BUYER_FIGURES.length !== 0 ||
    lengths[3]! % FLOW_FIGURES.length !== 0
  )
    throw new FrameError(`frame tables of ${lengths.slice(1).join(", ")} numbers do not divide into whole rows`);

  let at = offset + HEADER_BYTES;
  const take = (count: number): Float64Array => {
    const part = new Float64Array(buffer, at, count);
    at += count * 8;
    return part;
  };
  const stages = Array.from({ length: stageCount }, () =>
    named<StageFigures>(STAGE_FIGURES, take(STAGE_FIGURES.length)),
  );
  const world = named<WorldFigures>(WORLD_FIGURES, take(WORLD_FIGURES.length));
  const [prices, sites, buyers, flows] = lengths.map(take) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const members = new Uint8Array(buffer, at, regionCount);
  const snapshot: Snapshot = {
    month: header[MONTH]!,
    stages,
    world,
    members,
    prices,
    sites,
    buyers,
    flows,
    events: [],
  };
  return { snapshot, next: offset + bytes };
}

/** Packs snapshots into one batch, in `reuse` if that is large enough. */
export function writeBatch(snapshots: readonly Snapshot[], from: number, reuse?: ArrayBuffer): FrameBatch {
  const bytes = sum(snapshots.map(frameBytes));
  const buffer = reuse !== undefined && reuse.byteLength >= bytes ? reuse : new ArrayBuffer(Math.ceil(bytes * 1.2));
  const events: SimEvent[] = [];
  let offset = 0;
  for (const snapshot of snapshots) {
    offset = writeFrame(snapshot, buffer, offset);
    for (const event of snapshot.events) events.push(event);
  }
  return { from, count: snapshots.length, buffer, events };
}

/** Snapshots of a batch, copied out of its buffer so that the buffer can go back at once. */
export function readBatch(batch: FrameBatch): Snapshot[] {
  const snapshots: Snapshot[] = [];
  let offset = 0;
  for (let i = 0; i < batch.count; i++) {
    const { snapshot: peeked, next } = readFrame(batch.buffer, offset);
    if (peeked.month !== batch.from + i)
      throw new FrameError(`frame ${i} is of month ${peeked.month}; expected ${batch.from + i}`);
    snapshots.push(readFrame(batch.buffer.slice(offset, next), 0).snapshot);
    offset = next;
  }
  for (const event of batch.events) snapshots[event.month - batch.from]?.events.push(event);
  return snapshots;
}

function named<T>(names: readonly (keyof T & string)[], values: Float64Array): T {
  const record: Record<string, number> = {};
  names.forEach((name, i) => (record[name] = values[i]!));
  return record as T;
}

function paddedTo8(bytes: number): number {
  return (bytes + 7) & ~7;
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
