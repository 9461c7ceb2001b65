export type Draw = (from: number, to: number) => number;

/** Mulberry32: whole numbers from `from` up to `to`, the same ones for the same start. */
export function drawsFrom(start: number): Draw {
  let state = start;
  return (from, to) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const share = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    return Math.floor(from + share * (to - from));
  };
}

/** A copy in an order of its own. */
export function shuffled<T>(items: readonly T[], draw: Draw): T[] {
  const left = [...items];
  return items.map(() => left.splice(draw(0, left.length), 1)[0] as T);
}
