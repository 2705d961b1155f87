// On a case the committee came to no decision: the commission decides in its sitting.
const PEOPLE = 'Kaya, Zeynep';
const SEATS = 9;

/** Opens the sitting of today on whose agenda the case stands; everybody comes. */
async function open(chair) {
  await chair.visit('/sitzungen');
  const today = chair.page.getByRole('row', { name: '3 Vorgänge' }).getByRole('link').first();
  await today.click();
  await chair.look();
  const sitting = new URL(chair.page.url()).pathname;
  await chair.follow('Sitzung eröffnen');
  await chair.press('Sitzung eröffnen');
  for (let come = 0; come < SEATS; come += 1) {
    await chair.page.getByRole('button', { name: /Mitglied kommt/ }).first().click();
    await chair.page.waitForLoadState();
  }
  await chair.sees(`${SEATS} von ${SEATS} anwesend`);
  return sitting;
}

/** From the item to the form, its check page, and back to the agenda. */
async function decide(chair, item, [yes, no]) {
  await chair.visit(item);
  await chair.follow('Beschluss über die Annahme festhalten …');
  await chair.fill('Ja', yes);
  await chair.fill('Nein', no);
  await chair.press('Weiter: Angaben prüfen');
  await chair.press('Beschluss über die Annahme festhalten');
  await chair.sees('Tagesordnung');
}

/** Decided, taken back because it was counted wrongly, and decided anew. */
export async function admit(chair) {
  const sitting = await open(chair);
  const top = chair.page.getByRole('navigation', { name: 'Tagesordnung' });
  await chair.follow('Weiter mit TOP 1');
  await top.getByRole('link', { name: PEOPLE }).click();
  await chair.look();
  const item = new URL(chair.page.url()).pathname;
  await decide(chair, item, ['3', '6']);
  await chair.sees('beschlossen: nicht angenommen');
  await chair.visit(item);
  await chair.follow('„Beschluss über die Annahme“ zurücknehmen');
  await chair.fill('Grund', 'Ja und Nein waren vertauscht.');
  await chair.press('Weiter: Angaben prüfen');
  await chair.sees('Beschluss über die Annahme');
  await chair.press('Letzten Schritt zurücknehmen');
  await decide(chair, item, ['6', '3']);
  await chair.visit(sitting);
  await chair.sees('beschlossen: angenommen');
}
