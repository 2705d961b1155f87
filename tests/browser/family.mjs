// One case through the whole procedure: „Ersuchen for mother and children but not the father“.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

export const FAMILY = [
  ['Đorđević', 'Zoran', '14.03.1984', 'Antragsteller/in', 'männlich'],
  ['Đorđević', 'Milica', '02.11.1986', 'Ehe- oder Lebenspartner/in', 'weiblich'],
  ['Đorđević', 'Ana', '27.06.2013', 'Kind', 'weiblich'],
  ['Đorđević', 'Luka', '09.01.2017', 'Kind', 'männlich'],
];
const FATHER = 'Zoran Đorđević';
const OTHERS = ['Milica Đorđević', 'Ana Đorđević', 'Luka Đorđević'];
const SEATS = 9;

const person = (position) => new RegExp(`^Person ${position}(:|$)`);

/** As clerk: from the empty form to the case; returns its address and number. */
export async function register(clerk) {
  await clerk.follow('Antrag erfassen');
  await clerk.fill('Familienname', FAMILY[0][0]);
  await clerk.press('Person suchen');
  await clerk.press('Neuen Vorgang anlegen');
  await clerk.fill('Eingegangen am', 'heute');
  await clerk.choose('Eingangsweg', 'Post');
  await clerk.page.getByLabel('Ausländerbehörde', { exact: true }).selectOption({ index: 1 });
  await clerk.page.getByLabel('Begründung des Antrags').fill(
    'Die Familie lebt seit 2015 in Nordrhein-Westfalen. Die Kinder gehen hier zur Schule.');
  await clerk.fill('Name der Vertretung', 'Dr. Nguyễn Thị Lan');
  await clerk.fill('Kanzlei oder Beratungsstelle', 'Kanzlei Nguyễn & Ó Briain');
  await clerk.fill('Straße und Hausnummer der Vertretung', 'Kaiserstraße 7');
  await clerk.fill('Postleitzahl der Vertretung', '45879');
  await clerk.fill('Ort der Vertretung', 'Gelsenkirchen');
  await clerk.fill('Vollmacht vom', '01.10.2026');
  for (const [at, it] of FAMILY.entries()) {
    if (at > 0) await clerk.press('Weitere Person mit gleicher Anschrift und Staatsangehörigkeit');
    await describe(clerk, at + 1, it);
  }
  await clerk.press('Weiter: Angaben prüfen');
  await clerk.sees('Es ist noch nichts gespeichert.');
  await clerk.press('Antrag registrieren');
  await clerk.sees('Eingegangen');
  return { path: new URL(clerk.page.url()).pathname, number: await clerk.heading() };
}

async function describe(clerk, position, [family, given, born, role, sex]) {
  const group = clerk.page.getByRole('group', { name: person(position), exact: true }).last();
  const field = (label) => group.getByLabel(label, { exact: true });
  await field('Familienname').fill(family);
  await field('Vornamen – freiwillig').fill(given);
  await field('Geboren am').fill(born);
  await field('Stellung in der Familie').selectOption({ label: role });
  await field('Geschlecht').selectOption({ label: sex });
  await field('Aufenthaltsrechtlicher Status').selectOption({ label: 'Duldung' });
  if (position > 1) return;
  await field('Staatsangehörigkeit – freiwillig').fill('Serbien');
  await field('Straße und Hausnummer – freiwillig').fill('Bochumer Straße 12');
  await field('Postleitzahl – freiwillig').fill('45886');
  await field('Ort – freiwillig').fill('Gelsenkirchen');
  await field('Vollmacht umfasst diese Person').check();
}

/** Takes the next step of a case: from its page over the form to the check page and back. */
async function step(by, it, [deed, fill]) {
  await by.visit(it.path);
  await by.follow(`${deed} …`);
  if (fill) {
    await fill();
    await by.press('Weiter: Angaben prüfen');
  }
  await by.press(deed);
}

/** Puts the case before the committee: on a round of today, which the chair publishes. */
async function putBeforeCommittee({ clerk, chair }, it) {
  await clerk.follow('Vorprüfung');
  await clerk.follow('Vorprüfung planen');
  await clerk.fill('Tag', 'heute');
  await clerk.fill('Ort oder Form', 'Telefonkonferenz');
  await clerk.press('Vorprüfung planen');
  await clerk.page.getByRole('row', { name: it.number }).getByRole('checkbox').check();
  await clerk.press('In die Vorprüfung aufnehmen');
  await chair.visit(new URL(clerk.page.url()).pathname);
  await chair.follow('Für den Ausschuss freigeben');
  await chair.press('Für den Ausschuss freigeben');
  await chair.sees('freigegeben');
}

/** From the Vorprüfung to a case that is ready for a sitting. */
export async function prepare({ clerk, committee, chair }, it) {
  await step(clerk, it, ['Vorprüfung beginnen']);
  await step(clerk, it, ['Befunde zu den Ausschlussgründen erfassen', async () => {
    for (const at of FAMILY.keys()) {
      const press = clerk.page.getByRole('button', { name: 'Alle übrigen liegen nicht vor' });
      await press.nth(at).click();
      await clerk.look();
    }
  }]);
  await step(clerk, it, ['Vorschlag der Geschäftsstelle festhalten', async () => {
    await clerk.tickIn('Vorschlag', 'Annahme');
    await clerk.fill('Begründung', 'Kein Ausschlussgrund liegt vor.');
  }]);
  await putBeforeCommittee({ clerk, chair }, it);
  // Body and day are those of the round.
  await step(committee, it, ['Beschluss über die Annahme festhalten', async () => {
    await committee.fill('Ja', '3');
    for (const none of ['Nein', 'Enthaltung', 'Befangen']) await committee.fill(none, '0');
  }]);
  await step(clerk, it, ['Stellungnahme anfordern', async () => {
    await clerk.page.getByLabel('Fragen an die Ausländerbehörde')
      .fill('Steht ein Termin der Rückführung fest?');
  }]);
  await step(clerk, it, ['Stellungnahme erfassen', async () => {
    await clerk.fill('Eingegangen am', 'heute');
    await clerk.fill('Datiert vom', 'heute');
    await clerk.tickIn('Haltung der Ausländerbehörde', 'keine Äußerung');
    await clerk.fill('Wortlaut der Stellungnahme', 'Ein Termin steht nicht fest.');
  }]);
  await clerk.sees('Sitzungsreif');
}

/** Plans a sitting of today with the case on its agenda, and opens it; returns its address. */
export async function convene({ clerk, chair }, it) {
  await clerk.follow('Sitzungen');
  await clerk.follow('Sitzung planen');
  await clerk.fill('Tag', 'heute');
  await clerk.fill('Ort', 'Düsseldorf, Raum 217');
  await clerk.press('Sitzung planen');
  // The folder should have gone out days before: a hint that nobody is stopped by.
  await clerk.press('Trotzdem so planen');
  const sitting = new URL(clerk.page.url()).pathname;
  await clerk.follow('Vorgänge aufnehmen');
  await clerk.page.getByLabel(it.number).check();
  await clerk.press('Auf die Tagesordnung setzen');
  for (const deed of ['Einladung mit Tagesordnung versenden', 'Sitzung eröffnen']) {
    await chair.visit(sitting);
    await chair.follow(deed);
    await chair.press(deed);
  }
  await chair.sees('eröffnet');
  return sitting;
}

/** Attendance, two votes, and the end of the sitting. */
export async function hold({ clerk, chair }, sitting) {
  await clerk.visit(sitting);
  for (let come = 0; come < SEATS; come += 1) {
    await clerk.page.getByRole('button', { name: /Mitglied kommt/ }).first().click();
    await clerk.page.waitForLoadState();
  }
  await clerk.look();
  await clerk.sees(`${SEATS} von ${SEATS} anwesend`);
  await clerk.follow('Weiter mit TOP 1');
  await vote(clerk, OTHERS, ['7', '1', '1'], 'Die Kinder sind hier verwurzelt.');
  await clerk.sees('Schon beschlossen');
  await vote(clerk, [FATHER], ['3', '5', '1'], '');
  await chair.visit(sitting);
  await chair.follow('Sitzung schließen');
  await chair.press('Sitzung schließen');
  await chair.sees('geschlossen');
}

async function vote(clerk, names, [yes, no, abstain], reasons) {
  for (const name of [...OTHERS, FATHER]) {
    const box = clerk.page.getByLabel(name, { exact: true });
    if (await box.count() > 0) await box.setChecked(names.includes(name));
  }
  const group = 'Stimmen für ein Ersuchen';
  await clerk.fillIn(group, 'Ja', yes);
  await clerk.fillIn(group, 'Nein', no);
  await clerk.fillIn(group, 'Enthaltung', abstain);
  await clerk.fill('Gründe', reasons);
  await clerk.press('Prüfen');
  await clerk.sees(reasons ? 'Ersuchen beschlossen' : 'Kein Ersuchen');
  await clerk.press('Beschluss festhalten');
}

/** From the Ersuchen to the file: what the authority does, and what the letters do. */
export async function finish({ clerk, chair }, it, sitting) {
  await step(clerk, it, ['Ersuchen stellen']);
  await chair.visit(sitting);
  await chair.follow('Mitteilungen freigeben');
  await chair.press('Mitteilungen zu 1 Vorgang freigeben');
  await chair.sees('freigegeben am');
  await step(clerk, it, ['Beabsichtigte Entscheidung erfassen', async () => {
    for (const name of OTHERS) await clerk.tickIn(name, 'folgt dem Ersuchen');
    await clerk.tickIn('Gemeldet vor der Entscheidung', 'ja');
    await clerk.fill('Gemeldet am', 'heute');
  }]);
  await step(clerk, it, ['Entscheidung der Ausländerbehörde erfassen', async () => {
    await clerk.fill('Entschieden am', 'heute');
    for (const name of OTHERS) await clerk.tickIn(name, 'Ersuchen befolgt');
  }]);
  await send(clerk, it);
  await step(clerk, it, ['z.d.A. verfügen']);
  for (const name of OTHERS) await clerk.sees(name);
  await clerk.sees('Ersuchen befolgt');
  assert.equal(await clerk.page.getByText('z.d.A.', { exact: true }).first().isVisible(), true);
  await clerk.follow('Wiederaufnahme');
  await clerk.sees('Was ist neu?');
}

/** The letters are typeset beside the service; each is noted as sent when it is there. */
async function send(clerk, it) {
  const until = Date.now() + 60_000;
  await clerk.visit(it.path);
  while (await clerk.page.getByText('wird gesetzt', { exact: true }).count() > 0) {
    assert.ok(Date.now() < until, 'the letters are not typeset');
    await pause(300);
    await clerk.page.reload();
  }
  await clerk.page.getByRole('button', { name: /als abgesandt vermerken$/ }).first().click();
  await clerk.look();
  assert.equal(await clerk.page.getByText('noch nicht abgesandt').count(), 0);
}
