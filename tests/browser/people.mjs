// Somebody at the screen: signs in, clicks, fills in, and has every page looked at.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { required } from './demo.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const WINDOW = { width: 1400, height: 900 };

export function openBrowser() {
  return chromium.launch({
    executablePath: required('CHROMIUM'),
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  });
}

/** A visitor with a browser window of their own; `options` are those of a browser context. */
export async function visitor(browser, demo, options = {}) {
  const context = await browser.newContext({
    baseURL: demo.url, locale: 'de-DE', timezoneId: 'Europe/Berlin', viewport: WINDOW, ...options,
  });
  context.setDefaultTimeout(60_000);
  return new Visitor(await context.newPage(), demo, options);
}

/** As [`visitor`], signed in. */
export async function signedIn(browser, demo, login, options) {
  const it = await visitor(browser, demo, options);
  await it.visit('/anmelden');
  await it.fill('Anmeldename', login);
  await it.fill('Passwort', demo.password);
  await it.press('Anmelden');
  return it;
}

class Visitor {
  #status = 0;
  #colorScheme;

  constructor(page, demo, { javaScriptEnabled = true, colorScheme }) {
    this.page = page;
    this.#colorScheme = colorScheme;
    this.demo = demo;
    // axe is a script itself. Without scripts the pages are the same, to the byte.
    this.runsScripts = javaScriptEnabled;
    page.on('response', (it) => {
      if (it.request().isNavigationRequest()) this.#status = it.status();
    });
    // Whatever a page may not load or run is a fault of the page; an error page is expected.
    this.complaints = [];
    page.on('console', (it) => {
      const expected = it.text().startsWith('Failed to load resource: the server responded');
      if (it.type() === 'error' && !expected) this.complaints.push(it.text());
    });
  }

  /** Opens an address that is typed in. */
  async visit(path, status = 200) {
    await this.page.goto(path);
    await this.look(status);
  }

  /** Presses a button that sends a form. */
  async press(name, status = 200) {
    await this.page.getByRole('button', { name, exact: true }).first().click();
    await this.look(status);
  }

  /** Follows a link; the name may be a part of it if it is a pattern. */
  async follow(name, status = 200) {
    await this.page.getByRole('link', { name, exact: true }).first().click();
    await this.look(status);
  }

  fill(label, text) {
    return this.page.getByLabel(labelled(label)).fill(text);
  }

  choose(label, option) {
    return this.page.getByLabel(label, { exact: true }).selectOption({ label: option });
  }

  tick(label) {
    return this.page.getByLabel(label, { exact: true }).check();
  }

  /** A radio button or tick box within the group of that name. */
  tickIn(group, label) {
    const within = this.page.getByRole('group', { name: group });
    return within.getByLabel(label, { exact: true }).check();
  }

  fillIn(group, label, text) {
    return this.page.getByRole('group', { name: group }).getByLabel(label, { exact: true }).fill(text);
  }

  async heading() {
    return (await this.page.getByRole('heading', { level: 1 }).innerText()).trim();
  }

  /** Waits for a text and fails where it does not come. */
  sees(text) {
    return this.page.getByText(text).first().waitFor();
  }

  /** What must be true of every page. */
  async look(status = 200) {
    await this.page.waitForLoadState();
    const where = `${await this.page.title()} (${this.page.url()})`;
    if (this.#status !== status) {
      throw new Error(`${where}: status ${this.#status} instead of ${status}\n${await this.#words()}`);
    }
    const found = this.runsScripts ? await violations(this.page, this.#colorScheme) : [];
    const faults = [...this.complaints, ...found];
    if (faults.length > 0) throw new Error(`${where}:\n  ${faults.join('\n  ')}`);
  }

  async #words() {
    return (await this.page.locator('main').innerText()).slice(0, 2000);
  }

  async leave() {
    await this.page.context().close();
  }
}

/** A label with or without its mark of an optional field. */
function labelled(label) {
  return new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}( – freiwillig)?$`);
}

/** The shapes of pages that axe has found nothing wrong with. */
const sound = new Set();

/** What axe finds wrong with the page, one line each; pages of one shape are looked at once. */
async function violations(page, colours) {
  const twice = await page.evaluate(idsTwice);
  if (twice.length > 0) return twice;
  // What a page looks like depends on the window as well.
  const shape = `${colours} ${page.viewportSize().width} ${await page.evaluate(shapeOfPage)}`;
  if (sound.has(shape)) return [];
  // Where a page is scrolled to, the header covers what is above.
  await page.evaluate(() => globalThis.scrollTo(0, 0));
  await page.evaluate(AXE);
  const found = await page.evaluate(
    (values) => globalThis.axe.run({
      runOnly: { type: 'tag', values }, resultTypes: ['violations'], preload: false,
    }),
    RULES,
  );
  if (found.violations.length === 0) sound.add(shape);
  return found.violations.flatMap((it) =>
    it.nodes.map((node) => `${it.id}: ${it.help}: ${node.target.join(' ')}: ${node.failureSummary}`));
}

/** A label leads to the first element of its id, whichever is meant; axe leaves that to people. */
function idsTwice() {
  const ids = [...document.querySelectorAll('[id]')].map((it) => it.id);
  return ids.filter((it, at) => ids.indexOf(it) !== at).map((it) => `the id ${it} stands twice`);
}

/**
 * Everything that the rules look at: elements, attributes, and where there are words, but not
 * which. Of rows that are alike one counts.
 */
function shapeOfPage() {
  const words = new Set(['value', 'action', 'datetime', 'content', 'src', 'title', 'd']);
  const plain = ({ name, value }) => {
    if (words.has(name) || (name === 'href' && !value.startsWith('#'))) return `${name}${value ? '+' : ''}`;
    return `${name}=${value.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g, '#')}`;
  };
  const shape = (element) => {
    const parts = [];
    for (const it of element.childNodes) {
      const part = it instanceof Element ? shape(it) : (it.data ?? '').trim() && '…';
      if (part && part !== parts.at(-1)) parts.push(part);
    }
    return `<${element.localName} ${[...element.attributes].map(plain).join(' ')}>${parts.join('')}`;
  };
  return shape(document.documentElement);
}
