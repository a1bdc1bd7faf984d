/**
 * Tied offers: each group belongs to one region and may send its tonnes to certain regions only.
 */
export class Groups {
  count = 0;
  region = new Int32Array(8);
  /** Group g may send to allowed[allowedFrom[g] .. allowedFrom[g + 1]). */
  allowedFrom = new Int32Array(9);
  allowed = new Int32Array(32);
  /** By lane: the node of its gate, -1 for none. */
  gate = new Int32Array(0);
  /** By lane: the node that the lane's charges are worked out from, that of whoever uses it. */
  payer = new Int32Array(0);
  /** Arcs beyond the lanes: the lane that each copies or leads to (-1 for sales at home), and whose it is. */
  extra = { lane: new Int32Array(0), group: new Int32Array(0) };

  add(region: number, destinations: readonly number[]): number {
    const g = this.count++;
    if (g === this.region.length) {
      this.region = enlarged(this.region, 2 * g);
      this.allowedFrom = enlarged(this.allowedFrom, 2 * g + 1);
    }
    const start = this.allowedFrom[g];
    const end = start + destinations.length;
    if (end > this.allowed.length) this.allowed = enlarged(this.allowed, 2 * end);
    this.region[g] = region;
    this.allowed.set(destinations, start);
    this.allowedFrom[g + 1] = end;
    return g;
  }
}

function enlarged(old: Int32Array, room: number): Int32Array<ArrayBuffer> {
  const next = new Int32Array(room);
  next.set(old);
  return next;
}
