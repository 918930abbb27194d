import { fileTypeFromBuffer } from 'file-type';
import { imageSize } from 'image-size';

/** What a picture must be. */
export interface PictureRules {
  readonly maxBytes: number;
  /** Pixels of either side. */
  readonly minSide: number;
  readonly maxSide: number;
}

/** A picture that will do, by its own bytes. */
export interface Picture {
  readonly type: string;
  readonly width: number;
  readonly height: number;
}

/** Why a picture is refused: a key of `admin-look:picture`. */
export type PictureFault = 'heavy' | 'type' | 'size';

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  apng: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};

/** Judges a picture by its first bytes and its stated size; it is never decoded. SVG is refused: it is a document that can run. */
export async function checkPicture(bytes: Buffer, rules: PictureRules): Promise<Picture | PictureFault> {
  if (bytes.length > rules.maxBytes) return 'heavy';
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const type = found && TYPES[found.ext];
  if (type === undefined) return 'type';
  const size = sizeOf(bytes);
  if (!size || !isWithin(size.width, rules) || !isWithin(size.height, rules)) return 'size';
  return { type, ...size };
}

function isWithin(side: number, { minSide, maxSide }: PictureRules): boolean {
  return side >= minSide && side <= maxSide;
}

function sizeOf(bytes: Buffer): { readonly width: number; readonly height: number } | undefined {
  try {
    const { width, height } = imageSize(bytes);
    return { width, height };
  } catch {
    return undefined;
  }
}
