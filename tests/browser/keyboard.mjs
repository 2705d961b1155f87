// Somebody without a mouse, and how many keys that takes.
import assert from 'node:assert/strict';

export class Keyboard {
  constructor(it) {
    this.it = it;
    this.keyboard = it.page.keyboard;
    this.pressed = 0;
  }

  async press(key, times = 1) {
    for (let time = 0; time < times; time += 1) await this.keyboard.press(key);
    this.pressed += times;
  }

  /** Types over what stands in a field: it is selected when Tab comes to it. */
  async type(text) {
    await this.keyboard.insertText(text);
    // An accent is a key of its own.
    this.pressed += [...text.normalize('NFD')].length;
  }

  /** To an option of a list: its first letters, and on with the arrow. */
  async pick(option) {
    const letters = /^[ -~]*/.exec(option)[0].slice(0, 8);
    await this.keyboard.type(letters);
    this.pressed += letters.length;
    for (let down = 0; down < 30; down += 1) {
      const { chosen } = await this.here();
      if (chosen.startsWith(option)) return;
      await this.press('ArrowDown');
    }
    assert.fail(`no option „${option}“`);
  }

  /** From the top of a page past what stands on every page. */
  async toContent() {
    await this.press('Tab');
    assert.equal((await this.here()).name, 'Zum Inhalt');
    await this.press('Enter');
  }

  /** On with Tab, by the label of a field and the legend of its group; `at` acts on the way. */
  async reach(name, at = () => {}, group = undefined) {
    for (let tabs = 0; tabs < 150; tabs += 1) {
      await this.press('Tab');
      const here = await this.here();
      assert.ok(here.seen, `one does not see the focus on „${here.name}“`);
      if (here.name === name && (!group || here.group === group)) return;
      await at(here.name);
    }
    assert.fail(`Tab does not reach „${name}“ on ${this.it.page.url()}`);
  }

  /** To a section of the page, by the links on top of it. */
  async jump(section, key = 'Tab') {
    for (let tabs = 0; tabs < 150; tabs += 1) {
      await this.press(key);
      if (new RegExp(`^${section}( \\d+)?$`).test((await this.here()).name)) return this.press('Enter');
    }
    return assert.fail(`no link to „${section}“`);
  }

  async fill(fields) {
    for (const [name, text] of Object.entries(fields)) {
      await this.reach(name);
      await this.type(text);
    }
  }

  /** Enter on a link or a button, and the page it leads to. */
  async enter(name) {
    await this.reach(name);
    await this.go();
  }

  /** Enter in a field sends its form. */
  async go(status = 200) {
    const loaded = this.it.page.waitForEvent('load');
    await this.press('Enter');
    await loaded;
    await this.it.look(status);
  }

  /** Where the focus is. */
  here() {
    return this.it.page.locator(':focus').evaluate((element) => {
      const label = element.labels?.[0] ?? element;
      const style = getComputedStyle(element);
      return {
        chosen: element.selectedOptions?.[0]?.textContent ?? '',
        group: element.closest('fieldset')?.querySelector('legend')?.textContent,
        name: label.textContent.replace(/ – freiwillig$/, '').replace(/\s+/g, ' ').trim(),
        seen: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
      };
    });
  }
}
