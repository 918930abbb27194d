/** A tiny valid PDF of one page with one line of text. */
export function samplePdf(line: string): Buffer {
  const text = `BT /F1 18 Tf 60 760 Td (${line.replaceAll(/[^ -'*-[\]-~]/g, '-')}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  const trailer = `trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(`${body}xref\n0 ${count}\n0000000000 65535 f \n${entries}${trailer}`, 'latin1');
}

/** A valid PNG picture of one blue pixel. */
export function samplePng(): Buffer {
  return Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNg+M/wHwAEAQH/cZFzuQAAAABJRU5ErkJggg==',
    'base64',
  );
}

/** A spreadsheet as text with semicolons, as an Italian one is. */
export function sampleCsv(rows: readonly (readonly string[])[]): Buffer {
  return Buffer.from(`${rows.map((row) => row.join(';')).join('\r\n')}\r\n`, 'utf8');
}
