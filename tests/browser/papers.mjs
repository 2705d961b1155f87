// A document that comes again in a better version, and turns out to lie with the wrong case.
import assert from 'node:assert/strict';
import { takeOver } from './listing.mjs';
import { pdf } from './uploading.mjs';

const READ = /^Lesen ?: Zeugnis Luka\.pdf$/;

/** As chair: two cases of other people, the numbers of which nobody else uses. */
export async function replaceAndMove(it, series) {
  const [wrong, right] = [`HFK-${series}1/2026`, `HFK-${series}2/2026`];
  const [from, to] = await takeOver(it, [kept(wrong, 'Jovanović'), kept(right, 'Kovač')]);
  const address = await upload(it, from);
  await replace(it, address);
  await move(it, address, right);
  assert.equal(new URL(it.page.url()).pathname, `${to}/dokumente`);
  await tell(it, from, ['Dokument in einen anderen Fall verlegt', right]);
  await tell(it, to, ['Dokument aus einem anderen Fall übernommen', wrong]);
}

function kept(number, name) {
  return {
    Aktenzeichen: number, 'Eingegangen am': '02.11.2026', Eingangsweg: 'Post', Ausländerbehörde: 'Kreis Unna',
    Familienname: name, Vornamen: 'Luka', 'Geboren am': '2011',
  };
}

/** Returns the address of the document. */
async function upload(it, path) {
  await it.visit(`${path}/dokumente`);
  await choose(it, 'PDF-Dateien', { name: 'Zeugnis Luka.pdf', buffer: pdf() });
  await it.press('Dokumente hochladen');
  return it.page.getByRole('link', { name: READ }).getAttribute('href');
}

/** The new version counts, and the one before is to be read beside it. */
async function replace(it, address) {
  await it.visit(address);
  await it.follow('Neue Fassung hochladen');
  await it.press('Neue Fassung hochladen', 422);
  await it.sees('Bitte eine PDF-Datei wählen.');
  await choose(it, 'PDF-Datei', { name: 'Zeugnis.pdf', buffer: pdf(1) });
  await it.fill('Grund', 'vollständig');
  await it.press('Neue Fassung hochladen');
  await it.visit(address);
  await it.sees('Das ist eine frühere Fassung');
  await it.follow(/^Fassung vom/);
  await it.sees('Grund: vollständig');
  await it.page.getByText('Frühere Fassungen (1)').click();
  await it.follow(/^Fassung vom/);
  assert.equal(new URL(it.page.url()).pathname, address);
  await it.follow(/^Fassung vom/);
}

async function move(it, address, number) {
  await it.follow('Zu einem anderen Fall verlegen');
  await it.fill('Aktenzeichen des richtigen Falls', 'HFK-0/1900');
  await it.fill('Grund', 'Gehört zu Luka Kovač.');
  await it.press('Dokument verlegen', 422);
  await it.sees('Zu diesem Aktenzeichen gibt es keinen Fall.');
  await it.fill('Aktenzeichen des richtigen Falls', number);
  await it.press('Dokument verlegen');
  await it.page.getByRole('link', { name: READ }).waitFor();
}

/** The history of a case names document, other case and reason. */
async function tell(it, path, words) {
  await it.visit(path);
  const history = it.page.locator('#verlauf');
  for (const text of [...words, 'Zeugnis Luka.pdf', 'Gehört zu Luka Kovač.']) {
    await history.getByText(text).first().waitFor();
  }
}

async function choose(it, label, file) {
  const field = it.page.getByLabel(label, { exact: true });
  await field.setInputFiles({ mimeType: 'application/pdf', ...file });
  await it.fill('Eingegangen am', 'heute');
}
