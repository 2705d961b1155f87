// Cases that were kept in a spreadsheet: taken over by keyboard, row by row looked at before.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Keyboard } from './keyboard.mjs';

/** A couple with whom nothing is wrong, and two cases with something to put right. */
const KEPT = [
  {
    Aktenzeichen: 'HFK-12/2026', 'Eingegangen am': '02.11.2026', Eingangsweg: 'Post', Ausländerbehörde: 'Stadt Köln',
    Familienname: 'Øzgür', Vornamen: 'Ayşe', 'Geboren am': '14.03.1990',
  },
  { Aktenzeichen: 'HFK-12/2026', Familienname: 'Øzgür', Vornamen: 'Mehmet', 'Geboren am': '1988', 'Stellung in der Familie': 'Ehemann' },
  {
    Aktenzeichen: 'HFK-13/2026', 'Eingegangen am': '32.11.2026', Eingangsweg: 'Post', Ausländerbehörde: 'Stadt Köln',
    Familienname: 'Wiśniewska', 'Geboren am': '1979',
  },
  {
    Aktenzeichen: 'HFK-14/2026', 'Eingegangen am': '03.11.2026', Eingangsweg: 'Post', Ausländerbehörde: 'Stadt Atlantis',
    Familienname: 'Ionescu', 'Geboren am': '1985',
  },
];

/** As chair: from the template to cases, past what is wrong with some rows. */
export async function takeOverByKeyboard(it) {
  const keys = new Keyboard(it);
  await it.visit('/faelle/neu');
  await keys.toContent();
  await keys.enter('Liste übernehmen');
  await keys.toContent();
  const heads = (await downloaded(keys, 'Vorlage herunterladen')).trim().split(';');
  await keys.press('Shift+Tab');
  await keys.go(422);
  await it.sees('Bitte eine Datei wählen (.csv oder .xlsx).');
  await chooseList(it, spreadsheet(heads, KEPT));
  await keys.enter('Liste prüfen');
  await it.sees('Es ist noch nichts übernommen.');
  await it.sees('1 Vorgang mit 2 Personen werden angelegt.');
  await workOff(keys);
  await it.sees('Die Liste ist übernommen');
  await it.sees('2 Zeilen weggelassen');
  await keys.toContent();
  await keys.enter('Eingegangene Fälle zeigen');
  await it.sees('HFK-12/2026');
  assert.equal(await it.page.getByText('HFK-13/2026').count(), 0);
}

/** What is wrong is seen by row and taken along as a file; the rest is taken over. */
async function workOff(keys) {
  const { it } = keys;
  await keys.toContent();
  const list = await downloaded(keys, 'Fehlerliste herunterladen');
  const wrong = list.trim().split('\r\n').slice(1).map((line) => line.split(';'));
  assert.deepEqual(wrong.map((line) => line.slice(0, 3)),
    [['4', 'Eingegangen am', '32.11.2026'], ['5', 'Ausländerbehörde', 'Stadt Atlantis']]);
  await keys.enter('Nur Fehler 2');
  const row = (name) => it.page.getByRole('row').filter({ hasText: name });
  for (const [at, name] of ['Wiśniewska', 'Ionescu'].entries()) {
    assert.match(await row(name).innerText(), new RegExp(`Fehler\\s+${wrong[at][1]}: `));
  }
  assert.equal(await row('Øzgür').count(), 0);
  await keys.toContent();
  await keys.reach('1 Vorgang übernehmen');
  await keys.go(422);
  await keys.reach('2 fehlerhafte Zeilen weglassen');
  await keys.press('Space');
  await keys.enter('1 Vorgang übernehmen');
}

/** The text of the file that a link leads to. */
async function downloaded(keys, link) {
  await keys.reach(link);
  const [file] = await Promise.all([keys.it.page.waitForEvent('download'), keys.press('Enter')]);
  const text = await readFile(await file.path(), 'utf8');
  return text.replace(/^\ufeff/, '');
}

/** Takes cases over in one go, for whoever needs some of their own; returns their paths. */
export async function takeOver(it, rows) {
  await it.visit('/faelle/liste');
  const heads = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  await chooseList(it, spreadsheet(heads, rows));
  await it.press('Liste prüfen');
  await it.page.getByRole('button', { name: / übernehmen$/ }).click();
  await it.sees('Die Liste ist übernommen');
  const paths = [];
  for (const number of new Set(rows.map((row) => row.Aktenzeichen))) paths.push(await find(it, number));
  return paths;
}

/** The path of a case, by the search of every page. */
async function find(it, number) {
  await it.fill('Aktenzeichen oder Name', number);
  await it.press('Suchen');
  return new URL(it.page.url()).pathname;
}

function chooseList(it, text) {
  const file = { name: 'Fälle 2026.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
  return it.page.getByLabel('Liste als Datei').setInputFiles(file);
}

function spreadsheet(heads, rows) {
  const lines = rows.map((row) => heads.map((head) => row[head] ?? '').join(';'));
  return [heads.join(';'), ...lines].join('\n');
}
