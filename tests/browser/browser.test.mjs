// The service in a real browser: the whole procedure by clicking, every page looked at by axe.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { admit } from './admitting.mjs';
import { startDemo } from './demo.mjs';
import { convene, finish, hold, prepare, register } from './family.mjs';
import { APPLICATIONS, MOST_KEYS, narrowPages, putOff, takeIn } from './intake.mjs';
import { takeOverByKeyboard } from './listing.mjs';
import {
  LOGINS, anyCase, goWrong, lookAround, narrow, registerByKeyboard, skip, takePictures,
} from './pages.mjs';
import { replaceAndMove } from './papers.mjs';
import { openBrowser, signedIn, visitor } from './people.mjs';
import { represent } from './representing.mjs';
import { uploadLarge } from './uploading.mjs';

const PICTURES = new URL('../../docs/screenshots', import.meta.url).pathname;

/** So many windows at a time: while one waits for a page, another is looked at. */
const AT_ONCE = 3;

let demo;
let browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Signs somebody in for as long as `act` takes. */
async function as(login, act, options) {
  const it = await signedIn(browser, demo, login, options);
  await act(it);
  await it.leave();
}

// Before the tests below change what there is to see.
test('pictures for the README', { skip: !process.env.SCREENSHOTS }, () => as('brandt', (it) => {
  mkdirSync(PICTURES, { recursive: true });
  return takePictures(it, PICTURES);
}));

describe('the service', { concurrency: AT_ONCE }, () => {
  // The longest first, so that nobody waits for them at the end.
  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with' : 'without';
    test(`a family from receipt to filing, ${how} JavaScript`, async () => {
      const [clerk, committee, chair] = await Promise.all(['brandt', 'lange', 'weber'].map(
        (login) => signedIn(browser, demo, login, { javaScriptEnabled })));
      const family = await register(clerk);
      await prepare({ clerk, committee, chair }, family);
      const sitting = await convene({ clerk, chair }, family);
      await hold({ clerk, chair }, sitting);
      await finish({ clerk, chair }, family, sitting);
      await Promise.all([clerk, committee, chair].map((it) => it.leave()));
    });
  }

  for (const folder of Object.keys(APPLICATIONS)) {
    test(`the e-mail of ${folder} becomes a complete case by keyboard`, (t) =>
      as('brandt', async (it) => {
        const taken = await takeIn(it, folder);
        t.diagnostic(`${folder}: ${taken.pressed} keys`);
        assert.ok(taken.pressed < MOST_KEYS, `${taken.pressed} keys`);
        if (folder !== 'familie-dordevic') return;
        await as('lange', (committee) => as('weber', (chair) => putOff({ clerk: it, committee, chair }, taken)));
        await narrowPages(it, taken.path);
      }));
  }

  test('an e-mail becomes a case by keyboard without JavaScript', () =>
    as('brandt', (it) => takeIn(it, 'herr-yildiz'), { javaScriptEnabled: false }));

  test('the commission decides on the Annahme in its sitting', () => as('weber', admit));

  test('whoever represents a family is named, changed, proven and ended', () => as('weber', represent));

  test('a list becomes cases by keyboard', () => as('weber', takeOverByKeyboard));

  for (const [series, javaScriptEnabled] of [true, false].entries()) {
    const how = javaScriptEnabled ? 'with' : 'without';
    test(`a document is replaced and goes to the right case, ${how} JavaScript`, () =>
      as('weber', (it) => replaceAndMove(it, series + 3), { javaScriptEnabled }));
  }

  test('a wrong password is explained', async () => {
    const it = await visitor(browser, demo);
    await it.visit('/anmelden');
    await it.fill('Anmeldename', 'brandt');
    await it.fill('Passwort', 'falsch');
    await it.press('Anmelden', 422);
    await it.sees('Anmeldung nicht möglich');
    await it.leave();
  });

  test('the pages of every role', async () => {
    for (const login of LOGINS) await as(login, (it) => lookAround(it, login));
  });

  test('the same in dark colours', () =>
    as('brandt', async (it) => {
      await lookAround(it, 'brandt');
      await it.visit(await anyCase(it));
    }, { colorScheme: 'dark' }));

  test('what goes wrong is said on a page', () => as('brandt', goWrong));

  test('a large upload says how far it has come', () => as('brandt', uploadLarge));

  test('the first Tab skips to the content', () => as('brandt', skip));

  test('an application is registered by keyboard', () => as('brandt', registerByKeyboard));

  test('a narrow window needs no scrolling sideways', () =>
    as('brandt', async (it) => {
      const path = await anyCase(it);
      for (const page of ['/faelle', path, '/faelle/neu', '/sitzungen']) await narrow(it, page);
    }, { viewport: { width: 320, height: 640 } }));
});

// Last: a page that failed for one visitor may have been tried again by the next.
test('the service has no fault of its own to report', () => assert.deepEqual(demo.faults, []));
