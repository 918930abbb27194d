/** Says of a colour, while it is chosen, whether white words on it can be read; the server judges in the end. */
export function watchAccents(): void {
  for (const field of document.querySelectorAll<HTMLElement>('[data-accent]')) {
    const box = field.querySelector<HTMLInputElement>('input[type="color"]');
    const own = field.querySelector<HTMLInputElement>('input[type="checkbox"]');
    const word = field.querySelector('[data-accent-word]');
    if (!box || !own || !word) continue;
    box.addEventListener('input', () => {
      own.checked = true;
      const contrast = contrastWithWhite(box.value);
      const text = contrast >= 4.5 ? field.dataset.good : field.dataset.bad;
      word.textContent = `${box.value} · ${(text ?? '').replace('{contrast}', contrast.toFixed(1))}`;
    });
  }
}

function contrastWithWhite(colour: string): number {
  const value = Number.parseInt(colour.slice(1), 16);
  const [red = 0, green = 0, blue = 0] = [value >> 16, (value >> 8) & 255, value & 255].map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
