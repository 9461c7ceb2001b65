import type { HabitInPage } from './habits.ts';
import type { PageCustomer } from './page-customer.ts';

const minuteMs = 60_000;

/** One way to pay a row. `another`: the paymentID of somebody else's order, if there is one. */
export const payingInPage: Record<
  HabitInPage,
  (customer: PageCustomer, another: () => string | undefined) => Promise<void>
> = {
  async pays_in_page(customer) {
    await customer.executes(await customer.approves(await customer.opensFrame()));
  },

  async executes_twice(customer) {
    const approved = await customer.approves(await customer.opensFrame());
    await Promise.all([customer.executes(approved), customer.executes(approved)]);
    await customer.waits(40_000);
    await customer.executes(approved);
  },

  async two_shop_pages(customer) {
    const pages = [payingInPage.pays_in_page, payingInPage.pays_in_page];
    await Promise.all(pages.map((pays) => pays(customer, () => undefined)));
  },

  /** Approved, and gone before the page could say so; later he presses the button in a new one. */
  async page_dies(customer) {
    await customer.approves(await customer.opensFrame());
    await customer.waits(3 * minuteMs);
    await customer.executes(await customer.approves(await customer.opensFrame()));
  },

  /** Two attempts of one order, both approved: the first frame stays open while a second one is asked for. */
  async frame_stays_open(customer) {
    const first = await customer.opensFrame();
    await customer.waits(11 * minuteMs);
    const second = await customer.opensFrame();
    await Promise.all(
      [first, second].map(async (frame) => customer.executes(await customer.approves(frame))),
    );
  },

  /** Approved, and the page dies; the email's link leads him to bKash's own page. */
  async falls_back_to_link(customer) {
    await customer.approves(await customer.opensFrame());
    await customer.waits(2 * minuteMs);
    await paysByLink(customer);
  },

  /** The link's page takes the frame's place and is left alone: what he approves in the frame still counts. */
  async opens_link_in_vain(customer) {
    const frame = await customer.opensFrame();
    await customer.opensLink();
    await customer.executes(await customer.approves(frame));
  },

  async link_beside_frame(customer) {
    const frame = await customer.opensFrame();
    const page = await customer.opensLink();
    await Promise.all([
      customer.approves(frame).then((approved) => customer.executes(approved)),
      page && customer.pays(page).then((browser) => customer.comesBack(browser)),
    ]);
  },

  async frame_beside_link(customer) {
    const page = await customer.opensLink();
    const frame = await customer.opensFrame();
    await Promise.all([
      customer.approves(frame).then((approved) => customer.executes(approved)),
      page && customer.pays(page).then((browser) => customer.comesBack(browser)),
    ]);
  },

  async closes_frame(customer) {
    const frame = await customer.opensFrame();
    if (frame) await customer.closesPage(frame);
    await customer.thinks();
    await payingInPage.pays_in_page(customer, () => undefined);
  },

  async wrong_pin_in_frame(customer) {
    const frame = await customer.opensFrame();
    if (frame) await customer.givesWrongPins(frame);
    await customer.thinks();
    await payingInPage.pays_in_page(customer, () => undefined);
  },

  async poor_wallet_in_frame(customer) {
    const frame = await customer.opensFrame();
    const browser = frame ? await customer.paysFromAPoorWallet(frame) : undefined;
    if (browser) await customer.executes(frame);
    await customer.thinks();
    await payingInPage.pays_in_page(customer, () => undefined);
  },

  /** The frame is open when the order expires, and he approves within the grace. */
  async frame_in_grace(customer) {
    await customer.waits((customer.purchase.expiresInMinutes - 4) * minuteMs);
    const approved = await customer.approves(await customer.opensFrame());
    await customer.waits(6 * minuteMs);
    await customer.executes(approved);
  },

  async frame_too_late(customer) {
    const frame = await customer.opensFrame();
    await customer.waits((customer.purchase.expiresInMinutes + 16) * minuteMs);
    await customer.executes(await customer.approves(frame));
  },

  /** A page that says "approved" before he was. */
  async executes_unapproved(customer) {
    await customer.executes(await customer.opensFrame());
    await customer.thinks();
    await payingInPage.pays_in_page(customer, () => undefined);
  },

  /** A page that names the payment of another order, while its own is open. */
  async executes_anothers(customer, another) {
    const frame = await customer.opensFrame();
    await customer.executes(another());
    await customer.executes(await customer.approves(frame));
  },

  /** A page that names the payment on bKash's own page, whose return alone can prove itself. */
  async executes_bkash_page(customer) {
    const page = await customer.opensLink();
    await customer.executes(page);
    if (page) await customer.comesBack(await customer.pays(page));
  },

  async never_presses() {},
};

async function paysByLink(customer: PageCustomer): Promise<void> {
  const page = await customer.opensLink();
  if (page) await customer.comesBack(await customer.pays(page));
}
