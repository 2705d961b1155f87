// Who acts for a family: entered in the register, named, changed, proven and ended; and before
// each of it one reads whom letters then reach.
import assert from 'node:assert/strict';
import { takeOver } from './listing.mjs';
import { pdf } from './uploading.mjs';

const HOME = { 'Straße und Hausnummer': 'Am Wall 1', Postleitzahl: '59423', Ort: 'Unna' };
const COUPLE = [
  {
    Aktenzeichen: 'HFK-21/2026', 'Eingegangen am': '02.11.2026', Eingangsweg: 'Post', Ausländerbehörde: 'Kreis Unna',
    Familienname: 'Popescu', Vornamen: 'Ioana', 'Geboren am': '1990', ...HOME,
  },
  {
    Aktenzeichen: 'HFK-21/2026', Familienname: 'Popescu', Vornamen: 'Ion', 'Geboren am': '1988',
    'Stellung in der Familie': 'Ehemann', ...HOME,
  },
];
const LAWYER = {
  'Name der Vertretung': 'Rechtsanwältin Sørensen-Groß', 'Straße und Hausnummer der Vertretung': 'Hof 7',
  'Postleitzahl der Vertretung': '50667', 'Ort der Vertretung': 'Köln',
};
const COUNSELLOR = {
  'Name der Vertretung': 'Siobhán Ó Briain', 'Kanzlei oder Beratungsstelle': 'Flüchtlingsberatung Bochum',
  'Straße und Hausnummer der Vertretung': 'Westring 26', 'Ort der Vertretung': 'Bochum',
};

/** As chair, who may do all of it. */
export async function represent(it) {
  const [path] = await takeOver(it, COUPLE);
  await enter(it);
  await it.visit(path);
  await name(it);
  await change(it);
  await prove(it, path);
  await end(it);
}

/** Somebody new in the register, found in another spelling and amended. */
async function enter(it) {
  await it.visit('/bevollmaechtigte');
  await it.follow('Neu aufnehmen');
  await it.press('Speichern', 422);
  await fillAll(it, LAWYER);
  await it.press('Speichern');
  await it.fill('Name, Kanzlei, Beratungsstelle oder Ort', 'sorensen');
  await it.page.getByRole('main').getByRole('button', { name: 'Suchen' }).click();
  await it.look();
  await it.follow('Rechtsanwältin Sørensen-Groß');
  await it.fill('Postleitzahl der Vertretung', '50668');
  await it.press('Speichern');
  await it.sees('Hof 7, 50668 Köln');
}

async function name(it) {
  await it.follow('Vertretung eintragen');
  await it.fill('Im Verzeichnis der Bevollmächtigten suchen', 'Sörensen');
  await it.press('Im Verzeichnis suchen');
  await it.press('Übernehmen: Rechtsanwältin Sørensen-Groß');
  await it.sees('(aus dem Verzeichnis)');
  await it.tick('Ioana Popescu');
  // Whoever is represented has shown a Vollmacht.
  await it.press('Weiter: Angaben prüfen', 422);
  await it.fill('Vollmacht vom', 'heute');
  await it.press('Weiter: Angaben prüfen');
  assert.deepEqual(await reached(it), [
    ['Rechtsanwältin Sørensen-Groß, Hof 7, 50668 Köln', 'Ioana Popescu'],
    ['Ion Popescu, Am Wall 1, 59423 Unna', 'Ion Popescu'],
  ]);
  await it.press('Vertretung eintragen');
  await it.sees('gilt seit');
}

async function change(it) {
  await it.follow('Vertretung wechseln');
  await fillAll(it, COUNSELLOR);
  for (const person of ['Ioana Popescu', 'Ion Popescu']) await it.tick(person);
  await it.fill('Vollmacht vom', 'heute');
  await it.press('Weiter: Angaben prüfen');
  await it.press('Zurück');
  await it.press('Weiter: Angaben prüfen');
  await it.page.getByRole('heading', { name: 'Es endet' }).waitFor();
  assert.deepEqual(await reached(it), [
    ['Flüchtlingsberatung Bochum, Siobhán Ó Briain, Westring 26, Bochum', 'alle 2 Personen'],
  ]);
  await it.press('Vertretung eintragen');
  await it.sees('beendet am');
}

async function prove(it, path) {
  await it.visit(`${path}/dokumente`);
  const file = { name: 'Vollmacht.pdf', mimeType: 'application/pdf', buffer: pdf() };
  await it.page.getByLabel('PDF-Dateien').setInputFiles(file);
  await it.fill('Eingegangen am', 'heute');
  await it.press('Dokumente hochladen');
  await it.visit(path);
  await it.page.getByText('Nachweis einer Vollmacht zuordnen').click();
  await it.choose('Nachweis', 'Vollmacht.pdf');
  await it.press('Nachweis zuordnen');
  const table = it.page.getByRole('table', { name: 'Vertretungen des Falls' });
  await table.getByRole('link', { name: /^Vollmacht vom/ }).waitFor();
  assert.equal(await it.page.getByText('Nachweis einer Vollmacht zuordnen').count(), 0);
}

async function end(it) {
  await it.follow('Vertretung beenden');
  await it.press('Weiter: Angaben prüfen', 422);
  await it.page.getByLabel(/^Ion Popescu: Siobhán Ó Briain/).check();
  await it.page.getByLabel('Grund', { exact: true }).selectOption({ index: 1 });
  await it.press('Weiter: Angaben prüfen');
  assert.deepEqual((await reached(it)).map((row) => row[1]), ['Ioana Popescu', 'Ion Popescu']);
  await it.press('Ende festhalten');
  assert.match(it.page.url(), /#vertretung$/);
}

/** Whom letters reach from now on, and whom they concern. */
async function reached(it) {
  const table = it.page.getByRole('table', { name: 'Schreiben an die Antragstellerseite' });
  const rows = await table.locator('tbody tr').all();
  return Promise.all(rows.map(async (row) => (await row.locator('td, th').allInnerTexts()).slice(0, 2)));
}

async function fillAll(it, fields) {
  for (const [label, text] of Object.entries(fields)) await it.fill(label, text);
}
