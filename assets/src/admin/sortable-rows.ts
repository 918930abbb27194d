/** The rows of one ordered list, and the hidden field their order travels in. */
interface SortableList {
  readonly list: HTMLElement;
  readonly order: HTMLInputElement;
  readonly said: HTMLElement | null;
}

const KEY = 'data-key';

/** Lists of rows that can be put in order: the buttons move a row at once instead of sending the form, and a grip drags it. */
export function offerSorting(): void {
  for (const list of document.querySelectorAll<HTMLElement>('[data-sortable]')) {
    const card = list.closest('.card');
    const order = card?.querySelector<HTMLInputElement>('[data-order]');
    if (!order) continue;
    const sortable = { list, order, said: card?.querySelector<HTMLElement>('[data-said]') ?? null };
    for (const grip of list.querySelectorAll<HTMLElement>('[data-grip]')) {
      grip.hidden = false;
      grip.addEventListener('pointerdown', (event) => drag(sortable, grip, event));
    }
    list.addEventListener('click', (event) => step(sortable, event));
  }
}

function rowsOf({ list }: SortableList): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(`[${KEY}]`)];
}

/** A button's click moves its row; the form is sent only by saving. */
function step(sortable: SortableList, event: Event): void {
  const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button[data-step]') : null;
  const row = button?.closest<HTMLElement>(`[${KEY}]`);
  if (!button || !row) return;
  event.preventDefault();
  const rows = rowsOf(sortable);
  const other = rows[rows.indexOf(row) + (button.dataset.step === 'up' ? -1 : 1)];
  if (!other) return;
  if (button.dataset.step === 'up') other.before(row);
  else other.after(row);
  settle(sortable, row);
  const usable = button.disabled ? row.querySelector<HTMLButtonElement>('button[data-step]:not(:disabled)') : button;
  usable?.focus();
}

function drag(sortable: SortableList, grip: HTMLElement, start: PointerEvent): void {
  const row = grip.closest<HTMLElement>(`[${KEY}]`);
  if (!row || start.button !== 0) return;
  start.preventDefault();
  row.classList.add('p-dragged');
  const move = ({ clientY }: PointerEvent): void => {
    const over = rowsOf(sortable).find((one) => {
      const { top, bottom } = one.getBoundingClientRect();
      return one !== row && clientY >= top && clientY < bottom;
    });
    if (!over) return;
    const { top, height } = over.getBoundingClientRect();
    if (clientY < top + height / 2) over.before(row);
    else over.after(row);
  };
  // A row that is put elsewhere loses what it had captured: the page listens for it.
  const done = new AbortController();
  const end = (): void => {
    done.abort();
    row.classList.remove('p-dragged');
    settle(sortable, row);
  };
  document.addEventListener('pointermove', move, { signal: done.signal });
  for (const name of ['pointerup', 'pointercancel'] as const)
    document.addEventListener(name, end, { signal: done.signal });
}

/** Writes the order down, says it, and lets only rows with somewhere to go be moved. */
function settle(sortable: SortableList, moved: HTMLElement): void {
  const rows = rowsOf(sortable);
  const keys = rows.map((row) => row.getAttribute(KEY) ?? '');
  const others = sortable.order.value.split(',').filter((key) => key !== '' && !keys.includes(key));
  sortable.order.value = [...keys, ...others].join(',');
  for (const [index, row] of rows.entries())
    for (const button of row.querySelectorAll<HTMLButtonElement>('button[data-step]'))
      button.disabled = button.dataset.step === 'up' ? index === 0 : index === rows.length - 1;
  if (sortable.said) sortable.said.textContent = `${rows.indexOf(moved) + 1} / ${rows.length}`;
}
