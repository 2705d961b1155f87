// A large file on a slow line: how far it has come is seen and heard, and a refusal is shown.
import assert from 'node:assert/strict';
import { anyCase } from './pages.mjs';

const LINE = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 3 * 1024 * 1024 };

export async function uploadLarge(it) {
  const address = `${await anyCase(it)}/dokumente`;
  await open(it, address);
  const line = await it.page.context().newCDPSession(it.page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', LINE);
  await choose(it, 'Foto.pdf', Buffer.alloc(3 << 20, 'x'));
  await it.page.getByRole('button', { name: 'Dokumente hochladen' }).click();
  await it.sees(/^\d0 % übertragen$/);
  assert.equal(await it.page.getByRole('progressbar', { name: 'Übertragung' }).isVisible(), true);
  await it.sees('Foto.pdf: Das ist keine vollständige PDF-Datei.');
  assert.match(await it.page.title(), /^Fehler: /);
  assert.equal(await it.page.evaluate(() => document.activeElement.classList.contains('summary')), true);

  // The page that came instead sends in the same way.
  const loaded = [];
  it.page.on('request', (request) => {
    if (request.method() === 'GET' && new URL(request.url()).pathname === address) loaded.push(request);
  });
  await choose(it, 'Großes Gutachten.pdf', pdf(3 << 20));
  await it.page.getByRole('button', { name: 'Dokumente hochladen' }).click();
  await it.sees(/^\d0 % übertragen$/);
  await it.page.waitForURL((url) => url.pathname === address);
  await it.page.getByLabel('Bezeichnung: Großes Gutachten.pdf').waitFor();
  assert.equal(loaded.length, 1, 'each leaves a read entry');
  await it.look();
}

async function open(it, address) {
  await it.visit(address);
  const more = it.page.getByText('Dokumente hinzufügen', { exact: true });
  if (!(await it.page.locator('#file').isVisible())) await more.click();
}

async function choose(it, name, buffer) {
  await it.page.locator('#file').setInputFiles({ name, mimeType: 'application/pdf', buffer });
  await it.fill('Eingegangen am', 'heute');
}

/** One page, and as many bytes as wanted that nobody sees. */
export function pdf(unseen = 0) {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    `(${'x'.repeat(unseen)})`,
  ];
  let pdf = '%PDF-1.7\n';
  const places = objects.map((object, at) => {
    const place = pdf.length;
    pdf += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const start = pdf.length;
  const table = `xref\n0 5\n0000000000 65535 f \n${places.join('')}`;
  return Buffer.from(`${pdf}${table}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
}
