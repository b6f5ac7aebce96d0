/** The drawing's own projection, read from the page: degrees to its units and back. */
export interface Drawing {
  west: number;
  south: number;
  east: number;
  north: number;
  width: number;
  height: number;
}

export function drawing(bounds: string, viewBox: string): Drawing {
  const [west = 0, south = 0, east = 1, north = 1] = bounds.split(",").map(Number);
  const [, , width = 1, height = 1] = viewBox.split(" ").map(Number);
  return { west, south, east, north, width, height };
}

/** Web Mercator's y on the unit square, to the south. */
function down(latitude: number): number {
  return (1 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / Math.PI) / 2;
}

export function toUnits(box: Drawing, longitude: number, latitude: number): [number, number] {
  const x = ((longitude - box.west) / (box.east - box.west)) * box.width;
  const top = down(box.north);
  return [x, ((down(latitude) - top) / (down(box.south) - top)) * box.height];
}

export function toDegrees(box: Drawing, x: number, y: number): [number, number] {
  const longitude = box.west + (x / box.width) * (box.east - box.west);
  const top = down(box.north);
  const at = top + (y / box.height) * (down(box.south) - top);
  return [longitude, (Math.atan(Math.sinh(Math.PI * (1 - 2 * at))) * 180) / Math.PI];
}
