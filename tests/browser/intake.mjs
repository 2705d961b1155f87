// From an e-mail to a complete case, by keyboard alone: what a clerk does with the three
// applications of the demo.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { prepare } from './family.mjs';
import { Keyboard } from './keyboard.mjs';
import { narrow } from './pages.mjs';

/** Three minutes of typing at five keys a second. */
export const MOST_KEYS = 900;

const MAILS = new URL('../../demo/antraege', import.meta.url).pathname;

const LISTS = new Set(['Geschlecht', 'Stellung in der Familie', 'Aufenthaltsrechtlicher Status']);

/** A medical report holds for three months: this one today, and not in four weeks. */
const REPORT = daysAgo(80);

export const APPLICATIONS = {
  'familie-dordevic': {
    way: 'Antrag erfassen, Absender ist die Vertretung',
    power: '1.10.2026',
    persons: [
      {
        Familienname: 'Đorđević', Vornamen: 'Zoran', 'Geboren am': '14.3.1984', Staatsangehörigkeit: 'Serbien',
        Geschlecht: 'm', 'Straße und Hausnummer': 'Hüttenstraße 81', Postleitzahl: '45888',
        Ort: 'Gelsenkirchen', 'Aufenthaltsrechtlicher Status': 'Du', 'Vollmacht umfasst diese Person': true,
      },
      {
        Familienname: 'Đorđević', Vornamen: 'Milica', 'Geboren am': '2.11.1987', 'Stellung in der Familie': 'Ehe',
        Geschlecht: 'w', 'Aufenthaltsrechtlicher Status': 'Du',
      },
      {
        Familienname: 'Đorđević', Vornamen: 'Luka', 'Geboren am': '30.1.2011', 'Stellung in der Familie': 'Kind',
        Geschlecht: 'm', 'Aufenthaltsrechtlicher Status': 'Du',
      },
      {
        Familienname: 'Đorđević', Vornamen: 'Ana', 'Geboren am': '19.6.2014', 'Stellung in der Familie': 'Kind',
        Geschlecht: 'w', 'Aufenthaltsrechtlicher Status': 'Du',
      },
    ],
    authority: 'Stadt Ge',
    documents: {
      'Person: Gutachten Neurologie.pdf': { down: 2 },
      'Datum des Schriftstücks: Gutachten Neurologie.pdf': REPORT,
      'Person: Schweigepflichtentbindung.pdf': { down: 2 },
      'Person: Zeugnis Ana Klasse 6.pdf': { down: 4 },
    },
    ill: 'Milica Đorđević',
    consents: [
      ['Zoran Đorđević', 'E', 'Härtefallverfahren', '1.10.26'],
      ['Milica Đorđević', 'S', 'Gutachter', '1.10.26'],
    ],
  },
  'frau-nguyen': {
    way: 'Antrag erfassen, Absender ist die Vertretung',
    persons: [{
      Familienname: 'Nguyễn', Vornamen: 'Thị Hồng Hạnh', 'Geboren am': '1991', Staatsangehörigkeit: 'Vietnam',
      Geschlecht: 'w', 'Straße und Hausnummer': 'Am Nordpark 3', Postleitzahl: '41069', Ort: 'Mönchengladbach',
      'Aufenthaltsrechtlicher Status': 'Du', 'Eingereist am': '2016',
    }],
    authority: 'Stadt Mö',
    documents: {},
    consents: [],
  },
  'herr-yildiz': {
    way: 'Antrag erfassen',
    persons: [{
      Familienname: 'Yıldız', Vornamen: 'Emre', 'Geboren am': '29.2.1996', Staatsangehörigkeit: 'Türkei',
      Geschlecht: 'm', 'Straße und Hausnummer': 'Unionstraße 12', Postleitzahl: '44137', Ort: 'Dortmund',
      'Aufenthaltsrechtlicher Status': 'Du', 'Eingereist am': '2015',
    }],
    authority: 'Stadt Do',
    documents: {},
    consents: [],
  },
};

/** Takes an e-mail in and makes a case of it; returns its path, and how many keys that took. */
export async function takeIn(it, folder) {
  const application = APPLICATIONS[folder];
  const keys = new Keyboard(it);
  await it.visit('/');
  await fromInbox(keys, folder, application);
  await register(keys, application);
  const path = new URL(it.page.url()).pathname;
  await nameDocuments(keys, application);
  for (const consent of application.consents) await keepConsent(keys, path, consent);
  if (application.ill) await noteIllness(keys, path, application.ill);
  await askForTheRest(keys, path);
  return { path, number: await it.heading(), pressed: keys.pressed };
}

async function fromInbox(keys, folder, { way }) {
  const { it } = keys;
  await keys.enter('Posteingang');
  await keys.toContent();
  await keys.reach('E-Mails als Dateien');
  // The browser's own dialogue: Enter, some letters of the name, Enter.
  await it.page.getByLabel('E-Mails als Dateien').setInputFiles(message(folder));
  keys.pressed += 8;
  await keys.enter('E-Mails übernehmen');
  await keys.toContent();
  await keys.enter(way);
}

/** A message of its own each time: one that is there already is not taken in twice. */
function message(folder) {
  const raw = readFileSync(`${MAILS}/${folder}/eingang.eml`, 'latin1');
  const buffer = Buffer.from(raw.replace(/^Message-ID: <[^@]*/im, `Message-ID: <${randomUUID()}`), 'latin1');
  return { name: 'eingang.eml', mimeType: 'message/rfc822', buffer };
}

async function register(keys, { persons, authority, power }) {
  const { it } = keys;
  await keys.toContent();
  await keys.reach('Familienname');
  await keys.type(persons[0].Familienname);
  await keys.go();
  await keys.toContent();
  await keys.enter('Neuen Vorgang anlegen');
  const page = it.page;
  assert.equal(await page.getByLabel('Eingangsweg', { exact: true }).inputValue(), 'email');
  assert.match(await page.getByLabel('Eingegangen am', { exact: true }).inputValue(), /^2[035]\.10\.2026$/);
  await keys.toContent();
  await keys.reach('Ausländerbehörde');
  await keys.pick(authority);
  if (power) await keys.fill({ 'Vollmacht vom': power });
  for (const [at, person] of persons.entries()) {
    if (at > 0) {
      await keys.enter('Weitere Person mit gleicher Anschrift und Staatsangehörigkeit');
      await keys.toContent();
      // The fields of those between are folded.
      await keys.reach('Person 1 entfernen');
    }
    await describe(keys, person);
  }
  await keys.enter('Weiter: Angaben prüfen');
  await it.sees('Es ist noch nichts gespeichert.');
  await keys.toContent();
  await keys.enter('Antrag registrieren');
  await it.sees('Eingegangen');
}

async function describe(keys, person) {
  for (const [name, value] of Object.entries(person)) {
    await keys.reach(name);
    if (value === true) await keys.press('Space');
    else if (LISTS.has(name)) await keys.pick(value);
    else await keys.type(value);
  }
}

/** All papers in one list: the file name says what most of them are. */
async function nameDocuments(keys, { documents }) {
  await keys.toContent();
  await keys.jump('Dokumente');
  await keys.enter('Dokumente ordnen und lesen');
  await keys.toContent();
  const unnamed = new Map(Object.entries(documents));
  await keys.reach('Alle Zeilen speichern', async (name) => {
    const value = unnamed.get(name);
    unnamed.delete(name);
    if (value?.down) await keys.press('ArrowDown', value.down);
    else if (value) await keys.type(value);
  });
  assert.deepEqual([...unnamed.keys()], [], 'rows that Tab does not reach');
  await keys.go();
}

async function keepConsent(keys, path, [person, kind, scope, on]) {
  await toSection(keys, path, 'Einwilligungen');
  await keys.reach('Einwilligung festhalten');
  await keys.press('Enter');
  await keys.reach(person, () => {}, 'Personen');
  await keys.press('Space');
  await keys.reach('Einwilligung');
  await keys.pick(kind);
  await keys.fill({ Umfang: scope, 'Erteilt am': on });
  await keys.go();
}

async function noteIllness(keys, path, who) {
  await toSection(keys, path, 'Vollständigkeit');
  await keys.enter('Merkmale und Ausnahmen');
  await keys.toContent();
  await keys.reach('Erkrankung wird geltend gemacht', () => {}, who);
  await keys.press('Space');
  await keys.enter('Merkmale festhalten');
}

/** One letter for all that is missing; what the list requires is ticked already. */
async function askForTheRest(keys, path) {
  const { it } = keys;
  await toSection(keys, path, 'Vollständigkeit');
  await keys.enter('Unterlagen nachfordern');
  await keys.toContent();
  await keys.enter('Weiter: Angaben prüfen');
  await it.sees('Die Unterlagen sind erbeten bis');
  await keys.toContent();
  await keys.enter('Unterlagen nachfordern');
  await it.sees('nachgefordert');
}

/** From any page of the case, whose number on top leads to it. */
async function toSection(keys, path, section) {
  const here = new URL(keys.it.page.url());
  if (here.hash === `#${section.toLowerCase()}`) return;
  // After a deed in one section the page goes on there.
  if (here.pathname === path && here.hash) {
    await keys.jump(section, 'Shift+Tab');
    return;
  }
  if (here.pathname !== path) await keys.enter(await keys.it.heading());
  await keys.toContent();
  await keys.jump(section);
}

/** What holds today is stale on the day of a later sitting, on whose agenda the case is put. */
export async function putOff({ clerk, committee, chair }, { path, number }) {
  await clerk.visit(path);
  assert.equal(await clerk.page.getByText('veraltet', { exact: true }).count(), 0);
  await prepare({ clerk, committee, chair }, { path, number });
  await clerk.visit('/sitzungen');
  // The latest stands first.
  await clerk.page.getByRole('table').getByRole('link').first().click();
  await clerk.follow('Vorgänge aufnehmen');
  await clerk.page.getByLabel(number).check();
  await clerk.press('Auf die Tagesordnung setzen');
  await clerk.visit(path);
  await clerk.sees('Stichtag für die Gültigkeit');
  await clerk.page.getByText('veraltet').first().waitFor();
}

/** The pages of the intake in a narrow window. */
export async function narrowPages(it, path) {
  await it.page.setViewportSize({ width: 320, height: 640 });
  const link = async (page, part) => {
    await it.visit(page);
    return it.page.locator(`main a[href*="${part}"]`).first().getAttribute('href');
  };
  const own = [
    await link(`${path}/dokumente`, `${path}/dokumente/`),
    await link(path, `${path}/personen/`),
    await link(path, `${path}/einwilligungen/`),
  ];
  for (const page of [path, `${path}/dokumente`, `${path}/vollstaendigkeit`, '/posteingang', ...own]) await narrow(it, page);
}

/** As people write it. */
function daysAgo(days) {
  const day = new Date(Date.now() - days * 86_400_000);
  return day.toLocaleDateString('de-DE', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'Europe/Berlin' });
}
