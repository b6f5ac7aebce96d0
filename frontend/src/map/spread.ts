/** Markers of one spot stand side by side, so that each can be seen and touched. Pure. */

export type Spot = readonly [number, number];

/** Rounds of pushing; a dozen markers are apart after a few. */
const ROUNDS = 200;

/** How far each spot moves so that no two squares of `side` overlap; the same for the same spots. */
export function spread(spots: readonly Spot[], side: number): [number, number][] {
  const moved = spots.map(([x, y]): [number, number] => [x, y]);
  for (let round = 0; round < ROUNDS && push(moved, side); round += 1);
  return moved.map(([x, y], place) => [x - spots[place]![0], y - spots[place]![1]]);
}

/** Pushes every pair that overlaps apart, each by half, the shorter way; false: there was none. */
function push(spots: [number, number][], side: number): boolean {
  let pushed = false;
  spots.forEach((one, place) => {
    for (const other of spots.slice(place + 1)) {
      const apart = [other[0] - one[0], other[1] - one[1]] as const;
      const axis = Math.abs(apart[0]) > Math.abs(apart[1]) ? 0 : Math.abs(apart[1]) > 0 ? 1 : place % 2 === 0 ? 0 : 1;
      const missing = side - Math.abs(apart[axis]);
      if (missing < 0.01) continue;
      const step = (apart[axis] < 0 ? -1 : 1) * (missing / 2 + 0.01);
      one[axis] -= step;
      other[axis] += step;
      pushed = true;
    }
  });
  return pushed;
}
