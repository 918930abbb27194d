/** Extensions a web server could run or show as a page; the CRM's own list. */
const dangerousExtensions: ReadonlySet<string> = new Set(
  (
    'php php3 php4 php5 php6 php7 php8 phps pht phtml phar htm html shtml xhtml js pl py rb cgi asp aspx cfm vbs jsp exe bin bat com sh dll ' +
    'msi htaccess htpasswd'
  ).split(' '),
);

/** The longest name a stored file gets, in bytes; the id before it and the column behind it leave room. */
const mostBytes = 200;

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A file's name as the CRM stores it: blanks as `_`, no `:` and no separators, and `.txt` behind what a server might run. */
export function storedName(name: string): string {
  const clean = name
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go
    .replace(/[\u0000-\u001f\u007f]/g, '_')
    .replace(/[:/\\]/g, '')
    .replace(/\s/g, '_')
    .replace(/^\.+/, '');
  const parts = (clean || 'file').split('.');
  const isDangerous = (part: string): boolean => dangerousExtensions.has(part.toLowerCase());
  const hasDangerous = parts.slice(1).some(isDangerous);
  const safe = parts.map((part, index) => (index > 0 && isDangerous(part) ? `${part}file` : part)).join('.');
  return cutBytes(hasDangerous ? `${safe}.txt` : safe);
}

/** The folder of a day's files below the CRM's root, with a slash at its end; `day` is a wall-clock text. */
export function storageFolder(day: string): string {
  const [year, month, date] = day.slice(0, 10).split('-').map(Number);
  return `storage/${year}/${monthNames[(month ?? 1) - 1]}/week${Math.ceil((date ?? 1) / 7)}/`;
}

/** Where a file stored on a day stands below the CRM's root: `storage/2026/November/week4/52_name.txt`. */
export function storagePath(day: string, attachmentId: number, name: string): string {
  return `${storageFolder(day)}${attachmentId}_${storedName(name)}`;
}

/** Cuts in front of the last extension, on a character's boundary. */
function cutBytes(name: string): string {
  if (Buffer.byteLength(name) <= mostBytes) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 20 ? name.slice(dot) : '';
  const stem = [...name.slice(0, name.length - extension.length)];
  while (Buffer.byteLength(stem.join('')) + Buffer.byteLength(extension) > mostBytes) stem.pop();
  return stem.join('') + extension;
}
