import assert from 'node:assert/strict';
import type { FileChooser, Locator, Page } from 'playwright-core';

/** A file as the browser takes it. */
export interface PickedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** How somebody uses a page. */
export interface Hands {
  press(target: Locator): Promise<void>;
  write(target: Locator, text: string): Promise<void>;
  /** Chooses an option of a native select by its words. */
  choose(target: Locator, option: string): Promise<void>;
  /** Ticks a box, or takes its tick away. */
  tick(target: Locator): Promise<void>;
  attach(target: Locator, files: readonly PickedFile[]): Promise<void>;
}

/** More stops than any page has. */
const MOST_STOPS = 200;

/** Points and clicks, or taps. */
export function mouseHands(): Hands {
  return {
    press: (target) => target.click(),
    write: (target, text) => target.fill(text),
    choose: async (target, option) => void (await target.selectOption({ label: option })),
    tick: (target) => target.click(),
    attach: (target, files) => target.setInputFiles([...files]),
  };
}

/** Never touches a mouse: Tab until the focus is there, then keys. */
export function keyboardHands(page: Page): Hands {
  const focus = page.locator(':focus');
  async function tabTo(target: Locator): Promise<void> {
    await target.waitFor();
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      if ((await target.and(focus).count()) > 0) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`Tab never came to ${target}`);
  }
  return {
    async press(target) {
      await tabTo(target);
      await page.keyboard.press('Enter');
    },
    async write(target, text) {
      await tabTo(target);
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(text);
    },
    async choose(target, option) {
      await tabTo(target);
      await page.keyboard.press('Home');
      const chosen = target.locator('option:checked');
      for (let step = 0; (await chosen.innerText()).trim() !== option; step += 1) {
        assert.ok(step < MOST_STOPS, `${option} is among the options`);
        await page.keyboard.press('ArrowDown');
      }
    },
    async tick(target) {
      await tabTo(target);
      await page.keyboard.press('Space');
    },
    async attach(target, files) {
      await tabTo(target);
      await (await openChooser(page)).setFiles([...files]);
    },
  };
}

/** A busy machine's browser lets a key press go by now and then: a person presses again. */
async function openChooser(page: Page, tries = 3): Promise<FileChooser> {
  const chooser = page.waitForEvent('filechooser', { timeout: 7000 });
  await page.keyboard.press('Space');
  return tries > 1 ? chooser.catch(() => openChooser(page, tries - 1)) : chooser;
}
