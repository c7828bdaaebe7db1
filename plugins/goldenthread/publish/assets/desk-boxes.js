/* Boxes as numbers: {photo, left, top, width, height}, in thousandths of the photo's width and height; null for none. */

export const WHOLE = 1000;
export const SIDES = ["left", "top", "width", "height"];
const LEAST = 5; /* the smallest side of a box, so that it can be taken hold of */

export function within(number, least, most) {
  return Math.max(least, Math.min(most, Math.round(number)));
}

/* A box as the page has it: five numbers with blanks between. */
export function boxOf(numbers) {
  if (!numbers) return null;
  const [photo, left, top, width, height] = numbers.split(" ").map(Number);
  return { photo, left, top, width, height };
}

/* A box as it is sent, and compared; "null" for none. */
export function typed(box) {
  return JSON.stringify(box && [box.photo, ...SIDES.map((side) => box[side])]);
}

/* The box nearest to one that is wholly on its photo. */
export function fitted(box) {
  const width = within(box.width, LEAST, WHOLE);
  const height = within(box.height, LEAST, WHOLE);
  return {
    photo: box.photo,
    left: within(box.left, 0, WHOLE - width),
    top: within(box.top, 0, WHOLE - height),
    width,
    height,
  };
}

/* The box that lies between two points. */
export function between(photo, one, other) {
  return fitted({
    photo,
    left: Math.min(one.x, other.x),
    top: Math.min(one.y, other.y),
    width: Math.abs(one.x - other.x),
    height: Math.abs(one.y - other.y),
  });
}
