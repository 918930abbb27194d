import type { PaginationView } from '../../core/record-view-types.js';

type PageItem = PaginationView['items'][number];

/** At most seven numbers with «…» for what is left out; `total` may be the count's limit plus one. */
export function presentPages(
  page: number,
  size: number,
  total: number,
  href: (page: number) => string,
): PaginationView {
  const last = Math.max(1, Math.ceil(total / size));
  const shown = [...new Set([1, page - 1, page, page + 1, last])].filter((number) => number >= 1 && number <= last);
  const items: PageItem[] = [];
  let previous = 0;
  for (const number of shown.sort((left, right) => left - right)) {
    if (number === previous + 2) items.push(pageItem(previous + 1, page, href));
    else if (number > previous + 2) items.push({ text: '…', isCurrent: false, isGap: true });
    items.push(pageItem(number, page, href));
    previous = number;
  }
  return {
    ...(page > 1 ? { previous: href(Math.min(page - 1, last)) } : {}),
    ...(page < last ? { next: href(page + 1) } : {}),
    items,
  };
}

function pageItem(number: number, page: number, href: (page: number) => string): PageItem {
  return { text: String(number), href: href(number), isCurrent: number === page, isGap: false };
}
