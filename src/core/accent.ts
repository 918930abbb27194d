import { type Colour, contrastOf, mixColours, nearestTowards } from './colour.js';

/** What the style sheet makes of an accent colour, in one theme. */
export interface AccentTones {
  /** Links, focus, what is current. */
  readonly accent: Colour;
  /** Ground of filled buttons, under white words. */
  readonly fill: Colour;
  readonly fillHover: Colour;
  /** Ground of what is current. */
  readonly soft: Colour;
  readonly line: Colour;
  /** Ground of one's own comments. */
  readonly mine: Colour;
}

const WHITE: Colour = '#ffffff';
const BLACK: Colour = '#000000';
/** The grounds words of the accent stand on, the surface first (DESIGN 4). */
const light = { surface: '#ffffff', canvas: '#f5f6f8', sunken: '#eef1f4' } as const;
const dark = { surface: '#161b22', canvas: '#0e1217', sunken: '#1d242d' } as const;

/** Words need so much, edges and marks the lesser. */
const READABLE = 4.5;
const VISIBLE = 3;

/** Says whether a company's colour will do: white words on it can be read, and it is seen on the light and, made lighter, on the dark ground. */
export function isUsableAccent(colour: Colour): boolean {
  return contrastOf(colour, WHITE) >= READABLE && isSeen(colour, light) && isSeen(darkFill(colour), dark);
}

/** The nearest colour that will do: the same, darker. */
export function nearestAccent(colour: Colour): Colour {
  return nearestTowards(colour, BLACK, isUsableAccent);
}

/** White words on a colour, as a contrast. */
export function whiteOn(colour: Colour): number {
  return contrastOf(colour, WHITE);
}

/** The tones of the light theme: buttons have the colour itself, words the nearest that is read on every light ground. */
export function lightTones(colour: Colour): AccentTones {
  const soft = mixColours(colour, WHITE, 0.11);
  const grounds = [soft, ...Object.values(light)];
  return {
    accent: nearestTowards(colour, BLACK, (tone) => grounds.every((ground) => contrastOf(tone, ground) >= READABLE)),
    fill: colour,
    fillHover: mixColours(BLACK, colour, 0.22),
    soft,
    line: mixColours(colour, WHITE, 0.36),
    mine: mixColours(colour, WHITE, 0.05),
  };
}

/** The tones of the dark theme, from the same colour. */
export function darkTones(colour: Colour): AccentTones {
  const fill = darkFill(colour);
  const soft = mixColours(fill, dark.surface, 0.2);
  const grounds = [soft, ...Object.values(dark)];
  return {
    accent: nearestTowards(fill, WHITE, (tone) => grounds.every((ground) => contrastOf(tone, ground) >= 6)),
    fill,
    fillHover: mixColours(BLACK, fill, 0.12),
    soft,
    line: mixColours(fill, dark.surface, 0.55),
    mine: mixColours(fill, dark.surface, 0.09),
  };
}

/** Dark enough for white words, light enough to be seen. */
function darkFill(colour: Colour): Colour {
  const readable = nearestTowards(colour, BLACK, (tone) => contrastOf(tone, WHITE) >= READABLE);
  return nearestTowards(readable, WHITE, (tone) => isSeen(tone, dark));
}

function isSeen(colour: Colour, grounds: { readonly surface: Colour; readonly canvas: Colour }): boolean {
  return contrastOf(colour, grounds.surface) >= VISIBLE && contrastOf(colour, grounds.canvas) >= VISIBLE;
}
