// The pages beside the procedure: each role's own, errors, the keyboard, a narrow window.
import assert from 'node:assert/strict';

const PAGES = {
  brandt: ['/', '/faelle/neu', '/vorpruefung', '/vorpruefung/neu', '/sitzungen', '/sitzungen/neu', '/konto'],
  weber: ['/', '/vorpruefung', '/vorpruefung/besetzung', '/sitzungen'],
  lange: ['/', '/faelle', '/vorpruefung'],
  aydin: ['/', '/sitzungen', '/konto'],
  technik: ['/', '/benutzer', '/konto'],
  revision: ['/', '/protokoll', '/konto'],
};

export const LOGINS = Object.keys(PAGES);

/** The pages of one role, in the window's colours. */
export async function lookAround(it, login) {
  for (const path of PAGES[login]) await it.visit(path);
}

/** Nobody there, not allowed, nothing filled in. */
export async function goWrong(it) {
  await it.visit('/gibt-es-nicht', 404);
  await it.visit('/faelle/00000000-0000-7000-8000-000000000000', 404);
  await it.visit('/benutzer', 403);
  await it.visit('/faelle/neu');
  await it.press('Person suchen', 422);
  await begin(it);
  await it.press('Weiter: Angaben prüfen', 422);
  const summary = it.page.getByRole('alert');
  assert.equal(await summary.evaluate((element) => element === document.activeElement), true,
    'the summary of errors has the focus');
  // Each line leads to its field.
  await summary.getByRole('link').first().click();
  assert.equal(await it.page.locator(':target').count(), 1);
  await it.visit('/sitzungen/neu');
  await it.press('Sitzung planen', 422);
  await it.visit('/konto');
  await it.press('Passwort ändern', 422);
}

/** The first Tab of a page leads to its content, and one sees where one is. */
export async function skip(it) {
  await it.visit('/faelle');
  await it.page.keyboard.press('Tab');
  assert.equal(await focused(it, (element) => element.textContent), 'Zum Inhalt');
  assert.equal(await focused(it, (element) => element.getBoundingClientRect().left >= 0), true);
  await it.page.keyboard.press('Enter');
  assert.match(it.page.url(), /#inhalt$/);
}

/** Registers an application without a mouse: Tab to each field, type, Enter at the end. */
export async function registerByKeyboard(it) {
  await begin(it);
  const typed = {
    'Eingegangen am': 'heute', Eingangsweg: 'Post', Ausländerbehörde: 'Stadt', Vornamen: 'Elif',
    'Geboren am': '1990', 'Aufenthaltsrechtlicher Status': 'Duldung',
  };
  await tabTo(it, 'Weiter: Angaben prüfen', async (name) => {
    if (!(name in typed)) return;
    await it.page.keyboard.type(typed[name]);
    delete typed[name];
  });
  assert.deepEqual(typed, {}, 'fields that Tab does not reach');
  await it.page.keyboard.press('Enter');
  await it.sees('Es ist noch nichts gespeichert.');
  await tabTo(it, 'Antrag registrieren');
  await it.page.keyboard.press('Enter');
  await it.page.waitForURL(/\/faelle\/[0-9a-f-]{36}$/);
  await it.look();
}

/** The form of a new case, behind the search. */
async function begin(it) {
  await it.visit('/faelle/neu');
  await it.fill('Familienname', 'Şahin');
  await it.press('Person suchen');
  await it.press('Neuen Vorgang anlegen');
}

async function tabTo(it, name, at = async () => {}) {
  for (let pressed = 0; pressed < 200; pressed += 1) {
    await it.page.keyboard.press('Tab');
    const here = await focused(it, (element) => ({
      name: (element.labels?.[0] ?? element).textContent.replace(/ – freiwillig$/, '').trim(),
      outlined: getComputedStyle(element).outlineStyle !== 'none' || getComputedStyle(element).boxShadow !== 'none',
    }));
    assert.ok(here.outlined, `one does not see the focus on „${here.name}“`);
    if (here.name === name) return;
    await at(here.name);
  }
  assert.fail(`Tab does not reach „${name}“`);
}

function focused(it, read) {
  return it.page.locator(':focus').evaluate(read);
}

/** WCAG 1.4.10: nothing but a table in its own scroller is wider than a narrow window. */
export async function narrow(it, path) {
  await it.visit(path);
  const wide = await it.page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > room && !element.closest('.kern-table-responsive'))
      .map((element) => `${element.tagName}.${element.className}`);
  });
  assert.deepEqual(wide, [], `${path} is wider than the window`);
}

/** The first case of the worklist. */
export async function anyCase(it) {
  await it.visit('/faelle');
  return it.page.getByRole('table').getByRole('link').first().getAttribute('href');
}

/** The pictures of the README. */
export async function takePictures(it, folder) {
  const picture = (name) => it.page.screenshot({ path: `${folder}/${name}.png` });
  await it.visit('/faelle');
  await picture('faelle');
  await it.visit(await anyCase(it));
  await picture('fall');
  await it.visit('/sitzungen');
  const withCases = it.page.getByRole('row').filter({ hasText: /Vorg[aä]ng/ });
  await withCases.getByRole('link').first().click();
  await it.look();
  await picture('sitzung');
}
