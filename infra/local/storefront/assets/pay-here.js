// What a shop writes to be paid inside its own page: two calls to the payment API, handed on to bKash.js. Whether the
// order is paid is never decided here; the order's own page asks.
const button = document.getElementById('bKash_button');
const { api, order, token, amount, unreachable, closed } = button.dataset;
const orderPage = `/orders/${order}`;
let paymentID;
let wasExecuted = false;

bKash.init({
  paymentMode: 'checkout',
  paymentRequest: { amount, intent: 'sale' },

  async createRequest() {
    say('');
    const answer = await ask('create');
    if (answer?.ok) {
      paymentID = answer.body.paymentID;
      return bKash.create().onSuccess(answer.body);
    }
    // Paid in another tab, or being decided: the order's page says which.
    if (answer?.status === 409) return location.assign(orderPage);
    bKash.create().onError();
    say(unreachable);
  },

  async executeRequestOnAuthorization() {
    const answer = await ask('execute', { paymentID });
    wasExecuted = true;
    if (answer?.body.bkash?.errorCode) return bKash.execute().onError();
    location.assign(orderPage);
  },

  onClose() {
    if (wasExecuted) return location.assign(orderPage);
    if (document.getElementById('trouble').hidden) say(closed);
    button.focus();
  },
});

/** Undefined when nobody answered: what became of the call is the order's to say. */
async function ask(what, body) {
  try {
    const response = await fetch(`${api}/orders/${order}/bkash/${what}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { ok: response.ok, status: response.status, body: await response.json() };
  } catch {
    return undefined;
  }
}

function say(text) {
  const line = document.getElementById('trouble');
  line.textContent = text;
  line.hidden = text === '';
}
