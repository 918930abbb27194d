/** A colour as `#rrggbb`, lower case. */
export type Colour = `#${string}`;

/** Red, green, blue from 0 to 255. */
type Channels = readonly [number, number, number];

/** Reads `#0b5c88`, `0B5C88` or `#abc`; undefined for anything else. */
export function parseColour(text: string): Colour | undefined {
  const match = /^#?(?:([0-9a-f]{6})|([0-9a-f]{3}))$/i.exec(text.trim());
  const short = match?.[2]?.replace(/./g, '$&$&');
  const digits = match?.[1] ?? short;
  return digits === undefined ? undefined : `#${digits.toLowerCase()}`;
}

/** WCAG's contrast of two colours, 1 to 21. */
export function contrastOf(left: Colour, right: Colour): number {
  const [dark = 0, light = 0] = [luminanceOf(left), luminanceOf(right)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** `share` of one colour in another, 0 to 1. */
export function mixColours(colour: Colour, other: Colour, share: number): Colour {
  const [from, to] = [channelsOf(other), channelsOf(colour)];
  return colourOf(from.map((value, index) => value + ((to[index] ?? 0) - value) * share));
}

/** The first step from a colour towards another that `fits`; the other one itself where none does. */
export function nearestTowards(colour: Colour, other: Colour, fits: (candidate: Colour) => boolean): Colour {
  for (let step = 0; step <= STEPS; step += 1) {
    const candidate = mixColours(other, colour, step / STEPS);
    if (fits(candidate)) return candidate;
  }
  return other;
}

const STEPS = 100;

function luminanceOf(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channelsOf(colour: Colour): Channels {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function colourOf(channels: readonly number[]): Colour {
  return `#${channels.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}
