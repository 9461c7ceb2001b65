import type { Customer } from './customer.ts';
import type { Habit } from './habits.ts';

const minuteMs = 60_000;

/** One way to pay a row. `page`: the paymentID that the checkout gave, if bKash opened one. */
export const purchasing: Record<Habit, (customer: Customer, page: string | undefined) => Promise<void>> = {
  async pays(customer, page) {
    const opened = page ?? (await customer.opensLink());
    if (opened) await customer.comesBack(await customer.pays(opened));
  },

  async two_tabs(customer) {
    const [one, other] = await Promise.all([customer.opensLink(), customer.opensLink()]);
    if (!one || !other) return;
    await Promise.all([
      customer.pays(one).then((browser) => customer.comesBack(browser)),
      customer.pays(other).then((browser) => customer.comesBack(browser)),
    ]);
  },

  async double_tap(customer, page) {
    const opened = page ?? (await customer.opensLink());
    const browser = opened && (await customer.pays(opened));
    if (browser) await Promise.all([customer.comesBack(browser), customer.comesBack(browser)]);
  },

  /** One tab is closed, in the other he pays, and then the first one's way back arrives. */
  async cancel_arrives_late(customer, page) {
    const opened = page ?? (await customer.opensLink());
    if (!opened) return;
    const closed = await customer.closesPage(opened);
    await customer.comesBack(await customer.pays(opened));
    await customer.comesBack(closed);
  },

  async reloads(customer, page) {
    const opened = page ?? (await customer.opensLink());
    const browser = opened ? await customer.pays(opened) : undefined;
    const first = customer.comesBack(browser);
    await customer.waits(7_000);
    await Promise.all([first, customer.comesBack(browser)]);
    await customer.waits(40_000);
    await customer.comesBack(browser);
  },

  async loses_the_way_back(customer, page) {
    const opened = page ?? (await customer.opensLink());
    if (!opened || !(await customer.pays(opened))) return;
    await customer.waits(3 * minuteMs);
    const again = await customer.opensLink();
    if (again) await customer.comesBack(await customer.pays(again));
  },

  async closes(customer) {
    await customer.thinks();
  },

  async cancels(customer, page) {
    const opened = page ?? (await customer.opensLink());
    if (opened) await customer.comesBack(await customer.closesPage(opened));
  },

  async cancels_and_pays(customer, page) {
    await purchasing.cancels(customer, page);
    await customer.thinks();
    await purchasing.pays(customer, undefined);
  },

  /** Two tabs of one page: one is closed, and in the other he pays after all. */
  async cancels_late_then_comes_back(customer, page) {
    const opened = page ?? (await customer.opensLink());
    if (!opened) return;
    const closed = await customer.closesPage(opened);
    await customer.comesBack(closed);
    await customer.comesBack(await customer.pays(opened));
  },

  async wrong_pin(customer, page) {
    const opened = page ?? (await customer.opensLink());
    if (opened) await customer.comesBack(await customer.givesWrongPins(opened));
    await customer.thinks();
    await purchasing.pays(customer, undefined);
  },

  async poor_wallet(customer, page) {
    const opened = page ?? (await customer.opensLink());
    if (opened) await customer.comesBack(await customer.paysFromAPoorWallet(opened));
    await customer.thinks();
    await purchasing.pays(customer, undefined);
  },

  async pays_twin_orders(customer, page) {
    await purchasing.pays(customer, page);
    await customer.waits(6 * minuteMs);
    await purchasing.pays(customer, undefined);
  },

  async pays_late(customer, page) {
    await customer.waits((customer.purchase.expiresInMinutes + 16) * minuteMs);
    if (page) await customer.comesBack(await customer.pays(page));
    else await purchasing.pays(customer, page);
  },

  /** The page is open when the order expires, and he comes back within the grace. */
  async pays_in_grace(customer, page) {
    await customer.waits((customer.purchase.expiresInMinutes - 4) * minuteMs);
    const opened = (await customer.opensLink()) ?? page;
    const browser = opened ? await customer.pays(opened) : undefined;
    await customer.waits(6 * minuteMs);
    await customer.comesBack(browser);
  },

  /** Two attempts of one order, both approved: the first page stays open while a second one is asked for. */
  async pays_twice(customer, page) {
    const first = page ?? (await customer.opensLink());
    await customer.waits(11 * minuteMs);
    const second = await customer.opensLink();
    const browsers = await Promise.all([first, second].map((one) => one && customer.pays(one)));
    await Promise.all(browsers.map((browser) => browser && customer.comesBack(browser)));
  },

  async opens_on_another_device(customer, page) {
    const first = page ?? (await customer.opensLink());
    await customer.thinks();
    const second = await customer.opensLink();
    await Promise.all(
      [first, second].map(async (one) => one && customer.comesBack(await customer.pays(one))),
    );
  },

  async never_opens() {},
};
