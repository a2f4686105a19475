// Places for labelled things, so that no label covers another.

export interface Box {
  x: number;
  y: number;
  /** Half of the label's width and height. */
  halfWidth: number;
  halfHeight: number;
}

/** Rounds of pushing; far fewer are needed unless the sheet is full. */
const ROUNDS = 300;

/** Pushes boxes apart that overlap, along the shorter way, and keeps them on the sheet. The same boxes always end the same. */
export function spread<T extends Box>(boxes: T[], width: number, height: number): T[] {
  const moved = boxes.map((box) => ({ ...box }));
  for (let round = 0; round < ROUNDS; round += 1) {
    let quiet = true;
    for (let i = 0; i < moved.length; i += 1) {
      for (let j = i + 1; j < moved.length; j += 1) {
        if (push(moved[i]!, moved[j]!)) quiet = false;
      }
    }
    for (const box of moved) {
      box.x = Math.min(Math.max(box.x, box.halfWidth), Math.max(box.halfWidth, width - box.halfWidth));
      box.y = Math.min(Math.max(box.y, box.halfHeight), Math.max(box.halfHeight, height - box.halfHeight));
    }
    if (quiet) break;
  }
  return moved;
}

function push(one: Box, other: Box): boolean {
  const [dx, dy] = [other.x - one.x, other.y - one.y];
  const overX = one.halfWidth + other.halfWidth - Math.abs(dx);
  const overY = one.halfHeight + other.halfHeight - Math.abs(dy);
  if (overX <= 0 || overY <= 0) return false;
  if (overX < overY) {
    const by = ((dx < 0 ? -1 : 1) * overX) / 2;
    one.x -= by;
    other.x += by;
  } else {
    const by = ((dy < 0 ? -1 : 1) * overY) / 2;
    one.y -= by;
    other.y += by;
  }
  return true;
}

/** Those boxes that cover none of the ones before them. */
export function clear<T extends Box>(boxes: T[]): Set<T> {
  const kept: T[] = [];
  for (const box of boxes) {
    const free = kept.every((other) => Math.abs(box.x - other.x) >= box.halfWidth + other.halfWidth || Math.abs(box.y - other.y) >= box.halfHeight + other.halfHeight);
    if (free) kept.push(box);
  }
  return new Set(kept);
}
